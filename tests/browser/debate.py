"""A debate of six people in six languages: who they are, what they say, and what the translation services answer about it.

`python -m tests.browser.debate` makes the accounts in the town of the settings.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from civic.accounts.services import create_user
from civic.app import create_app
from civic.db import unit_of_work
from civic.demo.content import password
from tests.translations.engines import AzureEngine, ChatEngine, running


@dataclass(frozen=True)
class Person:
    """Somebody in the debate. `slug` is of the interface, `tag` of what they read."""

    key: str
    name: str
    slug: str
    tag: str

    @property
    def email(self) -> str:
        """Their address."""
        return f"debate-{self.slug}@example.jp"


PEOPLE = (
    Person("ja", "佐藤 花", "ja", "ja"),
    Person("easy", "キム ソヨン", "easy", "ja-simple"),
    Person("vi", "Trần Thị Lan", "vi", "vi"),
    Person("ne", "सीता गुरुङ", "ne", "ne"),
    Person("pt", "Ana Souza", "pt-br", "pt-BR"),
    Person("en", "Emma Clark", "en", "en"),
)
BY_KEY = {person.key: person for person in PEOPLE}
TITLE = {
    "ja": "公園でごみの分け方を学ぶ日をつくろう",
    "ja-simple": "公園で ごみの 分け方を 習う 日を 作りましょう",
    "vi": "Hãy tổ chức ngày học cách phân loại rác ở công viên",
    "ne": "पार्कमा फोहोर छुट्याउने तरिका सिक्ने दिन बनाऔं",
    "pt-BR": "Um dia no parque para aprender a separar o lixo",
    "en": "A day in the park to learn how to sort garbage",
    "my": "ပန်းခြံမှာ အမှိုက်ခွဲနည်း သင်ယူမယ့်နေ့ တစ်ရက် လုပ်ကြရအောင်",
    "th": "มาจัดวันเรียนรู้วิธีแยกขยะที่สวนสาธารณะกันเถอะ",
}
BODY = {
    "ja": """引っ越してきたばかりの人には、資源ごみの分け方がとても分かりにくいです。町内会の人たちが実物を見せながら教える日を、春と秋に公園で開いてほしいです。

日本語が苦手な人も、見てさわれば覚えられます。子どもと一緒に来られるように、日曜日がいいと思います。""",
    "ja-simple": """引っ越してきた 人は、もう一度 使う ごみ（資源ごみ）の 分け方が わかりません。近所の 人の 会（町内会）の 人が、本物の ごみを 見せて 教える 日を 作ってください。春と 秋に、公園で します。

日本語が 苦手な 人も、見たり さわったりすると 覚えられます。子どもと いっしょに 来られるように、日曜日が いいです。""",
    "vi": """Người mới chuyển đến rất khó hiểu cách phân loại rác tái chế. Tôi mong hội khu phố tổ chức một ngày vào mùa xuân và mùa thu ở công viên, cho mọi người xem đồ thật và hướng dẫn.

Người không giỏi tiếng Nhật cũng nhớ được nếu được nhìn và chạm vào. Tôi nghĩ chủ nhật là tốt nhất để có thể đến cùng con.""",
    "ne": """भर्खरै सरेर आएका मानिसलाई पुनर्प्रयोगयोग्य फोहोर छुट्याउने तरिका बुझ्न धेरै गाह्रो हुन्छ। टोल समितिका मानिसहरूले वास्तविक सामान देखाएर सिकाउने दिन वसन्त र शरद ऋतुमा पार्कमा राखियोस् भन्ने चाहन्छु।

जापानी भाषा राम्रो नजान्ने मानिसले पनि हेरेर र छोएर सम्झन सक्छन्। बालबालिकासँगै आउन सकियोस् भनेर आइतबार राम्रो हुन्छ जस्तो लाग्छ।""",
    "pt-BR": """Para quem acabou de se mudar, é muito difícil entender como separar o lixo reciclável. Gostaria que a associação de bairro organizasse, na primavera e no outono, um dia no parque para ensinar mostrando os objetos de verdade.

Quem não fala bem japonês também aprende quando vê e toca. Acho que domingo é melhor, para podermos ir com as crianças.""",
    "en": """People who have just moved here find it very hard to know how to sort recyclable waste. I would like the neighborhood association to hold a day in the park, in spring and in autumn, where they show the real things and explain.

People who are not good at Japanese can also learn by seeing and touching. I think a Sunday is best, so that we can come with our children.""",
    "my": """အခုမှ ပြောင်းလာတဲ့သူတွေအတွက် ပြန်လည်အသုံးပြုနိုင်သော အမှိုက် ခွဲနည်းက နားလည်ဖို့ အရမ်းခက်ပါတယ်။ ရပ်ကွက်အသင်းက လူတွေက ပစ္စည်းအစစ်ကို ပြပြီး သင်ပေးတဲ့နေ့ကို နွေဦးနဲ့ ဆောင်းဦးမှာ ပန်းခြံမှာ ကျင်းပပေးစေချင်ပါတယ်။

ဂျပန်စာ မကျွမ်းကျင်တဲ့သူတွေလည်း ကြည့်ပြီး ထိကိုင်ကြည့်ရင် မှတ်မိနိုင်ပါတယ်။ ကလေးတွေနဲ့အတူ လာနိုင်အောင် တနင်္ဂနွေနေ့က ကောင်းမယ်လို့ ထင်ပါတယ်။""",
    "th": """สำหรับคนที่เพิ่งย้ายมา วิธีแยกขยะรีไซเคิลนั้นเข้าใจยากมาก อยากให้คนในสมาคมชุมชนจัดวันสอนโดยให้ดูของจริงที่สวนสาธารณะในฤดูใบไม้ผลิและฤดูใบไม้ร่วง

คนที่ไม่ถนัดภาษาญี่ปุ่นก็จำได้ถ้าได้เห็นและได้จับ คิดว่าวันอาทิตย์ดีที่สุด เพื่อจะได้มากับลูกด้วย""",
}  # fmt: skip
COMMENTS = {
    "easy": {
        "ja-simple": "わたしも さんせいです。ごみの 日を 書いた カードを もらえると、とても うれしいです。",
        "vi": "Tôi cũng đồng ý. Nếu được phát tấm thẻ ghi ngày đổ rác thì tôi rất vui.",
        "ne": "म पनि सहमत छु। फोहोर फाल्ने दिन लेखिएको कार्ड पाए धेरै खुसी हुनेछु।",
        "pt-BR": "Também concordo. Ficaria muito feliz em receber um cartão com os dias da coleta de lixo.",
        "en": "I agree, too. I would be very happy to get a card with the garbage days on it.",
        "my": "ကျွန်မလည်း သဘောတူပါတယ်။ အမှိုက်ပစ်ရမယ့်နေ့ ရေးထားတဲ့ ကတ်လေး ရရင် အရမ်းဝမ်းသာမှာပါ။",
        "th": "ฉันก็เห็นด้วย ถ้าได้รับการ์ดที่เขียนวันทิ้งขยะไว้ก็จะดีใจมาก",
    },
    "vi": {
        "vi": "Tôi mới chuyển đến năm ngoái và đã nhiều lần bỏ nhầm rác tái chế. Nếu có người hướng dẫn tận nơi, cả gia đình tôi sẽ tham gia.",
        "ja": "去年引っ越してきて、資源ごみを何度もまちがえて出してしまいました。その場で教えてくれる人がいるなら、家族みんなで参加します。",
        "ja-simple": "去年 引っ越して きました。もう一度 使う ごみ（資源ごみ）を 何回も まちがえました。教えて くれる 人が いたら、家族 みんなで 行きます。",
        "ne": "म गत वर्ष मात्र सरेर आएकी हुँ र पुनर्प्रयोगयोग्य फोहोर धेरै पटक गलत फालेँ। त्यहीँ सिकाउने मान्छे भए हाम्रो सबै परिवार सहभागी हुन्छौँ।",
        "pt-BR": "Mudei para cá no ano passado e já errei muitas vezes com o lixo reciclável. Se alguém explicar no local, toda a minha família vai participar.",
        "en": "I moved here last year and have put out recyclable waste wrongly many times. If somebody explains it on the spot, my whole family will come.",
        "my": "မနှစ်ကမှ ပြောင်းလာပြီး ပြန်လည်အသုံးပြုနိုင်သော အမှိုက် ကို အကြိမ်ကြိမ် မှားပစ်မိပါတယ်။ အဲဒီနေရာမှာ ရှင်းပြပေးမယ့်သူရှိရင် မိသားစုအားလုံး ပါဝင်ပါမယ်။",
        "th": "ฉันเพิ่งย้ายมาเมื่อปีที่แล้วและทิ้งขยะรีไซเคิลผิดหลายครั้ง ถ้ามีคนสอนตรงนั้น ทั้งครอบครัวของฉันจะไปร่วมด้วย",
    },
    "ne": {
        "ne": "म पनि सहमत छु। हाम्रो टोलमा नेपालीमा लेखिएको सूचना छैन, त्यसैले चित्रसहितको बोर्ड पनि चाहिन्छ।",
        "ja": "私も賛成です。近所にはネパール語で書かれたお知らせがないので、絵のついた看板もほしいです。",
        "ja-simple": "わたしも 賛成です。近所に ネパール語の お知らせが ありません。絵が ある 看板も ほしいです。",
        "vi": "Tôi cũng đồng ý. Ở khu tôi không có thông báo bằng tiếng Nepal, nên cũng cần có bảng kèm hình vẽ.",
        "pt-BR": "Eu também concordo. No nosso bairro não há avisos em nepalês, por isso também precisamos de placas com desenhos.",
        "en": "I agree as well. There are no notices in Nepali where we live, so we also need boards with pictures.",
        "my": "ကျွန်မလည်း သဘောတူပါတယ်။ ကျွန်မတို့ ရပ်ကွက်မှာ နီပေါလို ရေးထားတဲ့ အသိပေးစာ မရှိလို့ ပုံပါတဲ့ ဆိုင်းဘုတ်လည်း လိုပါတယ်။",
        "th": "ฉันก็เห็นด้วย แถวบ้านไม่มีประกาศที่เขียนเป็นภาษาเนปาล จึงอยากได้ป้ายที่มีรูปภาพด้วย",
    },
    "pt": {
        "pt-BR": "Concordo, mas de manhã muitos de nós trabalham na fábrica. Seria melhor fazer no domingo à tarde.",
        "ja": "賛成ですが、午前中は工場で働いている人が多いです。日曜日の午後のほうがいいと思います。",
        "ja-simple": "賛成です。でも、午前は 工場で 働く 人が 多いです。日曜日の 午後が いいと 思います。",
        "vi": "Tôi đồng ý, nhưng buổi sáng nhiều người trong chúng tôi làm việc ở nhà máy. Tổ chức vào chiều chủ nhật thì tốt hơn.",
        "ne": "म सहमत छु, तर बिहान हामीमध्ये धेरै जना कारखानामा काम गर्छौँ। आइतबार दिउँसो गर्नु राम्रो हुन्छ।",
        "en": "I agree, but in the morning many of us work at the factory. Sunday afternoon would be better.",
        "my": "သဘောတူပါတယ်၊ ဒါပေမယ့် မနက်ပိုင်းမှာ ကျွန်မတို့ထဲက အများစုက စက်ရုံမှာ အလုပ်လုပ်ပါတယ်။ တနင်္ဂနွေ နေ့လယ်ပိုင်းဆို ပိုကောင်းမယ်။",
        "th": "เห็นด้วย แต่ตอนเช้าพวกเราหลายคนทำงานที่โรงงาน จัดช่วงบ่ายวันอาทิตย์น่าจะดีกว่า",
    },
    "en": {
        "en": "Great idea. Could the children help? My kids learned the rules at school, and now they teach me.",
        "ja": "いい考えですね。子どもたちにも手伝ってもらえませんか。うちの子は学校で決まりを習い、今では私に教えてくれます。",
        "ja-simple": "いい 考えです。子どもも 手伝うことが できますか。わたしの 子どもは 学校で ルールを 習いました。今、わたしに 教えて くれます。",
        "vi": "Ý tưởng rất hay. Trẻ em có thể giúp được không? Các con tôi đã học quy định ở trường và bây giờ chúng dạy lại tôi.",
        "ne": "एकदम राम्रो विचार। के बालबालिकाले सहयोग गर्न सक्छन्? मेरा छोराछोरीले विद्यालयमा नियम सिकेका छन्, अहिले उनीहरूले मलाई सिकाउँछन्।",
        "pt-BR": "Ótima ideia. As crianças poderiam ajudar? Meus filhos aprenderam as regras na escola e agora são eles que me ensinam.",
        "my": "ကောင်းတဲ့ အကြံပါ။ ကလေးတွေ ကူညီလို့ ရမလား။ ကျွန်မရဲ့ ကလေးတွေက ကျောင်းမှာ စည်းကမ်းတွေ သင်ခဲ့ပြီး အခု ကျွန်မကို ပြန်သင်ပေးနေပါတယ်။",
        "th": "เป็นความคิดที่ดีมาก ให้เด็ก ๆ ช่วยได้ไหม ลูกของฉันเรียนกฎจากโรงเรียน และตอนนี้พวกเขาสอนฉัน",
    },
}  # fmt: skip
"""What everybody else says, by who says it, in the languages of the readers."""
BETTER = "Ý hay quá! Nhờ các cháu nhỏ phụ giúp được không? Con tôi học quy định ở trường, và giờ các cháu lại dạy tôi."
"""The Vietnamese person's own words for the English comment."""
ORIGINAL = {"proposal": "ja", **{key: BY_KEY[key].tag for key in COMMENTS}}
"""The language in which each text was written."""


def _lines() -> dict[tuple[str, str], str]:
    found = {}
    texts = [(TITLE, "ja"), (BODY, "ja"), *((COMMENTS[key], BY_KEY[key].tag) for key in COMMENTS)]
    for said, source in texts:
        for tag, words in said.items():
            found[said[source], tag] = words
            found.update({(line, tag): into for line, into in zip(said[source].split("\n"), words.split("\n"), strict=True) if line})
    return found


@dataclass
class Interpreter:
    """What the fake services say: the sentences above, by text or by line."""

    unknown: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[tuple[str, str], str] = field(default_factory=_lines)

    def says(self, text: str, tag: str) -> str:
        """The translation into the language of a tag; a text that nobody prepared is noted."""
        plain = html.unescape(re.sub(r"<[^>]+>", "", text))
        if (plain, tag) not in self.lines:
            self.unknown.append((plain, tag))
        return self.lines.get((plain, tag), plain)


@dataclass(frozen=True)
class Services:
    """The two services that a town would have: one for all languages, a chat endpoint for easy Japanese."""

    azure: AzureEngine
    chat: ChatEngine
    interpreter: Interpreter

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a town that uses them."""
        return {
            "TRANSLATION_PROVIDER": "azure", "TRANSLATION_URL": self.azure.url, "TRANSLATION_KEY": "azure-key",
            "TRANSLATION_REGION": "japaneast", "TRANSLATION_CHAT_URL": f"{self.chat.url}/v1", "TRANSLATION_CHAT_KEY": "chat-key",
            "TRANSLATION_CHAT_MODEL": "town-model",
        }  # fmt: skip

    @property
    def problems(self) -> list[str]:
        """What they found wrong with what they were sent."""
        return [*self.azure.problems, *self.chat.problems, *(f"nobody prepared {text!r} in {tag}" for text, tag in self.interpreter.unknown)]


@contextmanager
def services() -> Iterator[Services]:
    """Both on the loopback."""
    interpreter = Interpreter()
    azure, chat = AzureEngine(), ChatEngine()
    azure.words = lambda text, code: html.escape(interpreter.says(text, {"pt": "pt-BR"}.get(code, code)), quote=False)
    chat.words = lambda text, code: interpreter.says(text, {"ja": "ja-simple"}.get(code, code))
    with running(azure), running(chat):
        yield Services(azure, chat, interpreter)


def make_people() -> None:
    """The accounts, confirmed, with the password of the demo town."""
    with create_app().app_context(), unit_of_work():
        for person in PEOPLE:
            create_user(email=person.email, display_name=person.name, password=password(), language=person.slug, confirmed=True)


if __name__ == "__main__":
    make_people()
