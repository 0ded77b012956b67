"""What is said in the demo town. Town, people and texts are invented."""

from __future__ import annotations

from dataclasses import dataclass, field

TOWN = {
    "ja": "緑川市", "ja@easy": "みどりかわし", "en": "Midorikawa City", "zh_Hans": "绿川市", "zh_Hant": "綠川市", "ko": "미도리카와시",
    "vi": "Thành phố Midorikawa", "pt_BR": "Cidade de Midorikawa", "fil": "Lungsod ng Midorikawa", "ne": "मिदोरिकावा सहर",
    "id": "Kota Midorikawa", "es": "Ciudad de Midorikawa", "th": "เมืองมิโดริคาวะ", "my": "မိဒိုရိခါဝမြို့",
}  # fmt: skip
CONTACT = {
    "ja": "市民協働課", "ja@easy": "しみん きょうどうか", "en": "Citizen Collaboration Section", "zh_Hans": "市民协作课", "zh_Hant": "市民協作課",
    "ko": "시민협동과", "vi": "Phòng Hợp tác Cư dân", "pt_BR": "Setor de Colaboração Cidadã", "fil": "Seksyon ng Pakikipagtulungan ng Mamamayan",
    "ne": "नागरिक सहकार्य शाखा", "id": "Seksi Kerja Sama Warga", "es": "Sección de Colaboración Ciudadana", "th": "ฝ่ายความร่วมมือพลเมือง",
    "my": "မြို့သူမြို့သား ပူးပေါင်းဆောင်ရွက်ရေးဌာန",
}  # fmt: skip
_ORDER = ("ja", "ja@easy", "en", "zh_Hans", "zh_Hant", "ko", "vi", "pt_BR", "fil", "ne", "id", "es", "th", "my")


def names(*words: str) -> dict[str, str]:
    """Names in the order of the interface's languages."""
    return dict(zip(_ORDER, words, strict=True))


AREAS = [
    names("中央地区", "ちゅうおう", "Chuo", "中央地区", "中央地區", "주오 지구", "Khu Chuo", "Chuo", "Chuo", "चुओ", "Chuo", "Chuo", "ชูโอ", "ချုအို"),
    names("北地区", "きた", "Kita (north)", "北地区", "北地區", "기타 지구", "Khu Kita (bắc)", "Kita (norte)", "Kita (hilaga)", "किता (उत्तर)", "Kita (utara)", "Kita (norte)", "คิตะ (เหนือ)", "ကိတ (မြောက်)"),
    names("南地区", "みなみ", "Minami (south)", "南地区", "南地區", "미나미 지구", "Khu Minami (nam)", "Minami (sul)", "Minami (timog)", "मिनामी (दक्षिण)", "Minami (selatan)", "Minami (sur)", "มินามิ (ใต้)", "မိနမိ (တောင်)"),
    names("東山地区", "ひがしやま", "Higashiyama", "东山地区", "東山地區", "히가시야마 지구", "Khu Higashiyama", "Higashiyama", "Higashiyama", "हिगासियामा", "Higashiyama", "Higashiyama", "ฮิกาชิยามะ", "ဟိဂရှိယမ"),
    names("川西地区", "かわにし", "Kawanishi", "川西地区", "川西地區", "가와니시 지구", "Khu Kawanishi", "Kawanishi", "Kawanishi", "कावानिसी", "Kawanishi", "Kawanishi", "คาวานิชิ", "ခါဝနိရှိ"),
    names("湖畔地区", "こはん", "Lakeside", "湖畔地区", "湖畔地區", "호반 지구", "Khu ven hồ", "Beira do lago", "Tabing-lawa", "ताल किनार", "Tepi danau", "Orilla del lago", "ริมทะเลสาบ", "ရေကန်ဘေး"),
]  # fmt: skip
CATEGORIES = [
    names("防災", "ぼうさい", "Disaster prevention", "防灾", "防災", "방재", "Phòng chống thiên tai", "Prevenção de desastres", "Paghahanda sa sakuna", "विपद् रोकथाम", "Penanggulangan bencana", "Prevención de desastres", "ป้องกันภัยพิบัติ", "ဘေးအန္တရာယ်ကာကွယ်ရေး"),
    names("子育て・教育", "こども・がっこう", "Children and schools", "育儿与教育", "育兒與教育", "육아·교육", "Trẻ em và giáo dục", "Crianças e educação", "Mga bata at edukasyon", "बालबालिका र शिक्षा", "Anak dan pendidikan", "Infancia y educación", "เด็กและการศึกษา", "ကလေးနှင့်ပညာရေး"),
    names("福祉・健康", "ふくし・けんこう", "Welfare and health", "福利与健康", "福利與健康", "복지·건강", "Phúc lợi và sức khỏe", "Bem-estar e saúde", "Kapakanan at kalusugan", "कल्याण र स्वास्थ्य", "Kesejahteraan dan kesehatan", "Bienestar y salud", "สวัสดิการและสุขภาพ", "လူမှုဖူလုံရေးနှင့်ကျန်းမာရေး"),
    names("環境・ごみ", "かんきょう・ごみ", "Environment and waste", "环境与垃圾", "環境與垃圾", "환경·쓰레기", "Môi trường và rác", "Meio ambiente e lixo", "Kapaligiran at basura", "वातावरण र फोहोर", "Lingkungan dan sampah", "Medio ambiente y basura", "สิ่งแวดล้อมและขยะ", "ပတ်ဝန်းကျင်နှင့်အမှိုက်"),
    names("交通・道路", "こうつう・みち", "Traffic and roads", "交通与道路", "交通與道路", "교통·도로", "Giao thông và đường sá", "Trânsito e ruas", "Trapiko at kalsada", "यातायात र सडक", "Lalu lintas dan jalan", "Tráfico y calles", "การจราจรและถนน", "ယာဉ်နှင့်လမ်း"),
    names("公園・緑", "こうえん・みどり", "Parks and green", "公园与绿地", "公園與綠地", "공원·녹지", "Công viên và cây xanh", "Parques e áreas verdes", "Parke at halaman", "पार्क र हरियाली", "Taman dan ruang hijau", "Parques y zonas verdes", "สวนและพื้นที่สีเขียว", "ပန်းခြံနှင့်စိမ်းလန်းရေး"),
    names("文化・スポーツ", "ぶんか・スポーツ", "Culture and sport", "文化与体育", "文化與體育", "문화·스포츠", "Văn hóa và thể thao", "Cultura e esporte", "Kultura at isports", "संस्कृति र खेलकुद", "Budaya dan olahraga", "Cultura y deporte", "วัฒนธรรมและกีฬา", "ယဉ်ကျေးမှုနှင့်အားကစား"),
    names("多文化共生", "いろいろな くにの ひと", "Living together", "多元文化共生", "多元文化共生", "다문화 공생", "Chung sống đa văn hóa", "Convivência multicultural", "Pamumuhay nang magkakasama", "बहुसांस्कृतिक सहजीवन", "Hidup bersama multibudaya", "Convivencia multicultural", "การอยู่ร่วมกันหลากวัฒนธรรม", "ယဉ်ကျေးမှုစုံ အတူနေထိုင်ရေး"),
]  # fmt: skip
DEPARTMENTS = [
    names("道路課", "どうろか", "Roads Section", "道路课", "道路課", "도로과", "Phòng Đường bộ", "Setor de Ruas", "Seksyon ng Kalsada", "सडक शाखा", "Seksi Jalan", "Sección de Calles", "ฝ่ายถนน", "လမ်းဌာန"),
    names("環境課", "かんきょうか", "Environment Section", "环境课", "環境課", "환경과", "Phòng Môi trường", "Setor de Meio Ambiente", "Seksyon ng Kapaligiran", "वातावरण शाखा", "Seksi Lingkungan", "Sección de Medio Ambiente", "ฝ่ายสิ่งแวดล้อม", "ပတ်ဝန်းကျင်ဌာန"),
    names("学校教育課", "がっこう きょういくか", "School Education Section", "学校教育课", "學校教育課", "학교교육과", "Phòng Giáo dục Nhà trường", "Setor de Educação Escolar", "Seksyon ng Edukasyon", "विद्यालय शिक्षा शाखा", "Seksi Pendidikan Sekolah", "Sección de Educación Escolar", "ฝ่ายการศึกษา", "ကျောင်းပညာရေးဌာန"),
    names("健康課", "けんこうか", "Health Section", "健康课", "健康課", "건강과", "Phòng Y tế", "Setor de Saúde", "Seksyon ng Kalusugan", "स्वास्थ्य शाखा", "Seksi Kesehatan", "Sección de Salud", "ฝ่ายสุขภาพ", "ကျန်းမာရေးဌာန"),
    names("都市整備課", "まちづくりか", "Urban Development Section", "城市建设课", "都市整備課", "도시정비과", "Phòng Phát triển Đô thị", "Setor de Urbanismo", "Seksyon ng Pagpapaunlad", "सहरी विकास शाखा", "Seksi Tata Kota", "Sección de Urbanismo", "ฝ่ายผังเมือง", "မြို့ပြဖွံ့ဖြိုးရေးဌာန"),
    names("防災課", "ぼうさいか", "Disaster Prevention Section", "防灾课", "防災課", "방재과", "Phòng Phòng chống Thiên tai", "Setor de Prevenção de Desastres", "Seksyon ng Paghahanda sa Sakuna", "विपद् रोकथाम शाखा", "Seksi Penanggulangan Bencana", "Sección de Prevención de Desastres", "ฝ่ายป้องกันภัยพิบัติ", "ဘေးအန္တရာယ်ကာကွယ်ရေးဌာန"),
    names("総合政策課", "そうごう せいさくか", "Policy Planning Section", "综合政策课", "綜合政策課", "종합정책과", "Phòng Chính sách", "Setor de Planejamento", "Seksyon ng Patakaran", "नीति योजना शाखा", "Seksi Kebijakan", "Sección de Planificación", "ฝ่ายนโยบาย", "မူဝါဒဌာန"),
    CONTACT,
]  # fmt: skip
ROADS, ENVIRONMENT, SCHOOLS, HEALTH, PLANNING, DISASTER, POLICY, COLLABORATION = range(8)

PASSWORD = "midori-no-kaze-26"
"""Shown to everybody who starts the demo; demo accounts exist nowhere else."""
ACCOUNTS = [
    ("住民 resident (日本語)", "resident@example.jp", "たかはし", "ja", None, None),
    ("住民 resident (Tiếng Việt)", "resident-vi@example.jp", "Nguyễn Thu Hà", "vi", None, None),
    ("モデレーター moderator", "moderator@example.jp", "見守り 佐藤", "ja", "moderator", None),
    ("協働推進員 coordinator", "coordinator@example.jp", "協働推進 田中", "ja", "coordinator", None),
    ("担当課 department (道路課)", "roads@example.jp", "道路課 鈴木", "ja", "department", ROADS),
    ("管理者 administrator", "admin@example.jp", "管理 山本", "ja", "administrator", None),
]
OFFICERS = [("environment@example.jp", "環境課 小林", ENVIRONMENT), ("health@example.jp", "健康課 中村", HEALTH), ("disaster@example.jp", "防災課 加藤", DISASTER)]
RESIDENTS = [
    ("はるか", "ja"), ("けんた", "ja"), ("みつえ", "ja"), ("雪だるま", "ja"), ("さくらもち", "ja"), ("自転車通学", "ja"),
    ("Trần Minh Quân", "vi"), ("Carlos Oliveira", "pt-br"), ("Ana Souza", "pt-br"), ("सुनिता श्रेष्ठ", "ne"),
    ("बिकास थापा", "ne"), ("Emily Carter", "en"), ("王小雨", "zh-hans"), ("林怡君", "zh-hant"), ("김민지", "ko"), ("Maria Santos", "fil"),
    ("Dewi Lestari", "id"), ("Lucía Quispe", "es"), ("สมชาย ใจดี", "th"), ("မသန္တာ", "my"), ("やさしいグエン", "easy"),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Idea:
    """One proposal of the demo: who wrote it (index into the residents), where, what, and what became of it."""

    author: int
    title: str
    problem: str
    body: str
    area: int | None
    category: int
    supports: int
    comments: tuple[tuple[int, str, str], ...] = ()
    fate: str = ""
    reason: str = ""
    department: int = ROADS
    decision: str = ""
    answer: str = ""
    days: int = 20
    theme: int = field(default=0)


THEMES = [
    {
        "title": "安全に歩ける道と、みんなの居場所", "question": "通学路や生活道路、公園について、変えたいところはどこですか。",
        "background": "昨年度、市内の生活道路で起きた事故は48件でした。一方で、見守りボランティアの半数が70歳をこえています。道路や公園を毎日使うみなさんの声から、来年度に直す場所を決めます。",
        "next": "賛同の多い提案から順にモデレーターが確認し、採用したものは担当課へ引き継ぎます。担当課は20開庁日以内に、理由をつけて公開で回答します。実施するものは来年度予算案に入れます。",
        "department": ROADS, "days": (-24, 33, 60), "phases": ("提案・賛同・意見を募集", "意見交換とまとめ"), "acts": (("propose", "support", "comment"), ("support", "comment")),
    },
    {
        "title": "災害のとき、だれも取り残さない情報", "question": "災害のとき、必要な情報が届かないのはどんな人ですか。どうすれば届きますか。",
        "background": "市には42の国と地域の方が約3,100人住んでいます。昨年の台風では、避難情報が日本語だけだったという声が多くありました。",
        "next": "意見交換の内容を地域防災計画の見直しに反映し、採用した提案への回答を公表します。",
        "department": DISASTER, "days": (-70, -12, 25), "phases": ("提案を募集", "賛同と意見交換"), "acts": (("propose", "support", "comment"), ("support", "comment")),
    },
    {
        "title": "子どもと若者の「やってみたい」", "question": "子どもや若者が、まちでやってみたいことは何ですか。",
        "background": "市の若者アンケートでは、62%が「まちのことに関わってみたいが、方法がわからない」と答えました。",
        "next": "採用した提案を学校教育課と一緒に実施し、結果を報告会で共有しました。",
        "department": SCHOOLS, "days": (-160, -100, -60), "phases": ("提案を募集", "賛同と意見交換"), "acts": (("propose", "support", "comment"), ("support", "comment")),
    },
    {
        "title": "ごみを減らすくらし", "question": "家庭のごみを1割減らすために、何ができますか。",
        "background": "1人1日あたりのごみは812グラムで、県の平均より多くなっています。焼却場の建て替えは10年後の予定です。",
        "next": "提案を環境審議会に報告し、来年度のごみ減量計画に反映します。",
        "department": ENVIRONMENT, "days": (14, 60, 90), "phases": ("提案・賛同・意見を募集", "意見交換とまとめ"), "acts": (("propose", "support", "comment"), ("support", "comment")),
    },
]  # fmt: skip

IDEAS = [
    Idea(author=1, title="通学路の交差点に「ゾーン30」の表示と見守りカメラを", problem="北小学校の東側の交差点は見通しが悪く、朝は抜け道を急ぐ車が多いです。先月も自転車と車がぶつかりそうになりました。", body="信号のない3つの交差点に「ゾーン30」の表示をしてください。\n\n見守りの方も高齢になっているので、**見守りカメラ**もあると安心です。", area=1, category=4, supports=20, fate="answered", reason="賛同が多く、事故の記録からも危険が確認できたため採用します。", department=ROADS, decision="will_do", answer="現地を調べ、地元の町内会と警察と話し合いました。\n\n- 3か所の交差点に「ゾーン30」の路面表示をします（2027年3月まで）。\n- 見守りカメラは、録画の取り扱いの決まりを先に作ったうえで、来年度予算案に1台分を入れます。\n\nお知らせいただき、ありがとうございました。", days=22, comments=((2, "for", "毎朝ここで旗を持って立っています。ぜひお願いします。"), (6, "for", "うちの子も通ります。車の速さが本当にこわいです。"), (4, "against", "カメラは安心ですが、録画をだれが見るのか心配です。決まりを先に作ってください。"), (9, "for", "Meus filhos passam por ali todos os dias. Apoio totalmente."), (13, "neutral", "Would speed bumps be possible too? They work without anyone watching."))),
    Idea(author=3, title="雪の日、歩道も除雪してほしい", problem="車道の雪が歩道に寄せられて、子どもや高齢者が車道を歩いています。", body="駅から市民病院までの歩道を、車道と同じ日に除雪してください。町内会で使える小型除雪機の貸し出しもあると助かります。", area=0, category=4, supports=17, fate="open_late", reason="冬の安全に関わり、賛同も多いため採用します。", department=ROADS, days=21, comments=((2, "for", "病院に行くのに、毎年ひやひやします。"), (7, "for", "Tôi bị ngã năm ngoái trên đoạn đường này. Rất mong được dọn tuyết."), (0, "neutral", "小型除雪機なら、若い人が手伝えると思います。"))),
    Idea(author=7, title="Thêm đèn đường ở đoạn từ ga Minami đến khu chung cư", problem="Buổi tối đoạn đường này rất tối. Nhiều người làm ca đêm về nhà phải đi bộ qua đây.", body="Xin lắp thêm đèn đường dọc theo con kênh, khoảng 300 mét. Nếu có thể, xin dùng đèn tiết kiệm điện.", area=2, category=4, supports=14, days=15, comments=((8, "for", "Tôi cũng đi làm ca đêm. Đoạn này thật sự đáng sợ."), (1, "for", "私も塾の帰りに通ります。暗くてこわいです。"))),
    Idea(author=9, title="Faixa de pedestres em frente à creche da região sul", problem="Na hora de buscar as crianças há muitos carros parados e não há faixa de pedestres.", body="Peço uma faixa de pedestres e uma placa em frente à creche. Também ajudaria um aviso em português e inglês sobre onde estacionar.", area=2, category=4, supports=11, days=12, comments=((10, "for", "Concordo. Semana passada quase aconteceu um acidente."), (6, "for", "送り迎えの時間だけでも、停車の場所を決めてほしいです。"))),
    Idea(author=11, title="पार्कमा खानेपानी र छाया भएको बस्ने ठाउँ", problem="गर्मीमा पार्कमा पानी पिउने ठाउँ छैन। बच्चाहरू धेरै बेर खेल्न सक्दैनन्।", body="मध्य पार्कमा पानीको धारा र छाया भएको बेन्च राख्न अनुरोध गर्दछु। आमाबुबाहरू पनि बसेर कुरा गर्न सक्नेछन्।", area=0, category=5, supports=9, days=10, comments=((12, "for", "धेरै राम्रो विचार हो।"), (4, "for", "日陰があれば、高齢者も散歩の途中で休めます。"))),
    Idea(author=13, title="A quiet hour and clear signs at the city library", problem="Some children with autism, and adults too, cannot use the library when it is loud and bright.", body="Please try one **quiet hour** each week with softer light and no announcements, and put up simple picture signs. Volunteers from our group would help.", area=0, category=6, supports=13, days=18, comments=((0, "for", "図書館で働いていました。やってみる価値があると思います。"), (15, "for", "台灣的圖書館也有類似的做法，很受歡迎。"))),
    Idea(author=14, title="请在垃圾站贴上中文和图片的分类说明", problem="刚来的人看不懂垃圾分类的规定，有时会扔错日子，给邻居添麻烦。", body="希望在垃圾站贴上有图片的多语言说明，并在手机上也能看到。我们愿意帮忙翻译。", area=4, category=3, supports=12, fate="answered", reason="多くの住民に役立ち、費用も少ないため採用します。", department=ENVIRONMENT, decision="will_do", answer="絵と8つの言語を使った分別表を作り、2027年2月までに市内のごみ集積所212か所にはります。翻訳のお申し出をありがとうございます。内容の確認をお願いしたいので、市民協働課からご連絡します。", days=19, comments=((7, "for", "Rất cần! Tôi cũng từng bỏ nhầm ngày."), (3, "for", "絵があると、日本人の高齢者にもわかりやすいです。"))),
    Idea(author=16, title="남쪽 공원에 야간 조깅 코스를 만들어 주세요", problem="퇴근 후에 운동할 안전한 장소가 없습니다.", body="남쪽 공원 둘레에 조명과 거리 표시가 있는 조깅 코스를 만들어 주세요.", area=2, category=5, supports=6, days=9),
    Idea(author=17, title="Libreng klase ng wikang Hapon tuwing Linggo ng hapon", problem="Marami sa amin ang nagtatrabaho mula Lunes hanggang Sabado at hindi makapunta sa klase.", body="Sana ay magkaroon ng klase tuwing Linggo ng hapon sa community center, na may bantay para sa mga bata.", area=0, category=7, supports=10, days=14, comments=((10, "for", "Eu também participaria com meus filhos."), (0, "for", "ボランティアで教えてみたいです。"))),
    Idea(author=18, title="Tempat salat kecil di balai kota", problem="Saat mengurus dokumen yang lama, kami tidak punya tempat untuk salat.", body="Mohon sediakan satu ruang tenang yang bisa dipakai siapa saja, misalnya untuk salat, menyusui, atau beristirahat.", area=0, category=7, supports=8, days=8, comments=((13, "for", "A quiet room for everyone is a good idea."),)),
    Idea(author=19, title="Talleres de huerto urbano para familias", problem="Hay terrenos vacíos llenos de maleza cerca del río.", body="Propongo usar un terreno vacío como huerto para familias, con talleres los sábados. Los mayores pueden enseñar a los niños.", area=4, category=5, supports=9, days=11),
    Idea(author=20, title="ขอป้ายรถเมล์ภาษาอังกฤษและตัวโรมัน", problem="ผู้มาใหม่อ่านป้ายรถเมล์ไม่ออก จึงขึ้นรถผิดบ่อย", body="ขอให้เพิ่มชื่อป้ายเป็นตัวโรมันและหมายเลขสาย จะช่วยนักท่องเที่ยวด้วย", area=None, category=4, supports=7, days=7),
    Idea(author=21, title="ဆေးခန်းတွင် ဘာသာပြန်အကူအညီ", problem="ဆေးခန်းသွားသည့်အခါ ရောဂါလက္ခဏာကို ရှင်းပြရန် ခက်ခဲပါသည်။", body="တစ်ပတ်လျှင် တစ်ရက် ဘာသာပြန်သူ သို့မဟုတ် ဖုန်းဖြင့် ဘာသာပြန်ပေးသော ဝန်ဆောင်မှု ထားပေးစေလိုပါသည်။", area=None, category=2, supports=9, fate="answered", reason="命と健康に関わるため採用します。", department=HEALTH, decision="partly", answer="電話で通訳につながるサービスを、市民病院で2027年4月から始めます。対応する言語は18で、ミャンマー語も入ります。\n\n診療所については、医師会と話し合いを続けます。次の報告は2027年6月に行います。", days=20, comments=((12, "for", "यो सबैका लागि उपयोगी हुन्छ।"),)),
    Idea(author=22, title="やさしい にほんごの おしらせを ふやして ください", problem="しやくしょの てがみは かんじが おおくて よめません。", body="だいじな おしらせは、やさしい にほんごと ふりがなで かいて ください。みじかい ぶんが いいです。", area=None, category=7, supports=15, days=16, comments=((0, "for", "子どもにも読めるので、とてもよいと思います。"), (3, "for", "高齢の母も、やさしい日本語のほうがわかりやすいそうです。"))),
    Idea(author=2, title="中央公園に屋根つきの休憩所を", problem="夏は日陰がなく、散歩の途中で休めません。", body="ベンチに屋根をつけるか、木を植えてください。水飲み場の近くがよいです。", area=0, category=5, supports=11, days=13),
    Idea(author=5, title="駅前の自転車置き場を夜9時まで使えるようにしてほしい", problem="部活動や塾のあと、置き場が閉まっていて自転車を出せません。", body="閉まる時間を夜7時から9時に変えてください。機械で出入りできるようにすれば、人手も少なくてすみます。", area=0, category=4, supports=10, days=6, comments=((1, "for", "高校生です。ほんとうに困っています。"),)),
    Idea(author=4, title="バスの時刻を高齢者が病院に行きやすい時間に", problem="病院の受付は8時半からなのに、バスは9時15分に着きます。", body="川西線の朝の便を40分早めてください。帰りの便も12時台に1本ほしいです。", area=4, category=4, supports=12, fate="returned", reason="生活に必要な移動に関わるため採用します。", department=ROADS, days=17),
    Idea(author=6, title="休日も使える、雨の日の子どもの遊び場", problem="雨の日曜日に行ける場所がありません。", body="使っていない体育館や空き教室を、月に2回だけでも開けてください。見守りの当番は保護者で作れます。", area=3, category=1, supports=9, days=5),
    Idea(author=0, title="川沿いの遊歩道に街灯を", problem="夕方から暗くなり、歩く人が減ってしまいます。", body="橋と橋の間の800メートルに、足もとを照らす低い明かりをつけてほしいです。虫や魚にやさしい色でお願いします。", area=4, category=4, supports=8, days=4),
    Idea(author=1, title="歩行者用信号を長くしてほしい（市民病院前）", problem="杖をつく人が渡りきれません。", body="青の時間を5秒長くするか、押しボタンで長くできるようにしてください。", area=0, category=4, supports=7, fate="declined", reason="信号機は県の公安委員会の担当で、市では決められません。ご提案は警察署に伝え、2027年1月に現地を調べると回答がありました。", days=18),
    Idea(author=3, title="空き家の庭の草刈りを地域で", problem="空き家の草がのびて、通学路にはみ出しています。", body="持ち主の同意があれば地域で草刈りができるように、市が連絡を取り持ってください。", area=3, category=3, supports=6, days=3),
    Idea(author=4, title="公園のトイレに手すりを", problem="", body="古い公園のトイレには手すりがありません。南公園から始めてください。", area=2, category=5, supports=5, days=2),
    Idea(author=5, title="お店の宣伝です", problem="", body="新しくお店を開きました。ぜひ来てください。", area=0, category=6, supports=0, fate="hidden", reason="営利目的の宣伝のため（利用のきまり 第4条）", days=2),
    Idea(author=2, title="防犯ブザーを小学生全員に配る", problem="", body="入学のときに防犯ブザーを配ってください。", area=None, category=1, supports=3, fate="withdrawn", reason="すでに学校で配っていると教えてもらいました。ありがとうございました。", days=14),
    Idea(author=7, title="Thông báo sơ tán bằng nhiều ngôn ngữ qua điện thoại", problem="Khi có bão năm ngoái, tôi không hiểu thông báo trên loa.", body="Xin gửi thông báo sơ tán bằng tiếng Việt và các ngôn ngữ khác qua điện thoại, kèm bản đồ nơi trú ẩn.", area=None, category=0, supports=18, fate="answered", reason="命に関わる情報であり、多くの賛同があったため採用します。", department=DISASTER, decision="will_do", answer="防災メールを12の言語とやさしい日本語で送る準備を進めています。2027年3月の防災訓練で試し、4月から始めます。避難所の地図もつけます。", theme=1, days=50, comments=((11, "for", "नेपाली भाषामा पनि चाहिन्छ।"), (17, "for", "Kailangan din po ito sa Filipino."), (4, "for", "耳の聞こえにくい家族にも、文字のお知らせは助かります。"), (0, "neutral", "スマートフォンがない人には、どう届けますか。"))),
    Idea(author=4, title="避難所に、ことばの絵カードを置く", problem="体の具合やアレルギーを、ことばで伝えられない人がいます。", body="絵を指さして伝えるカードを、すべての避難所に置いてください。聴覚に障がいのある人にも役立ちます。", area=None, category=0, supports=13, theme=1, days=45, comments=((13, "for", "Picture cards help everyone under stress."),)),
    Idea(author=12, title="विपद् अभ्यासमा विदेशी बासिन्दालाई पनि बोलाउनुहोस्", problem="अभ्यास कहिले र कहाँ हुन्छ भन्ने जानकारी हामीलाई आउँदैन।", body="अभ्यासको सूचना धेरै भाषामा दिनुहोस् र हामीलाई पनि काम दिनुहोस्। हामी पनि मद्दत गर्न चाहन्छौं।", area=None, category=0, supports=10, theme=1, days=40),
    Idea(author=6, title="防災無線の内容を電話で聞き直せるように", problem="雨の音で聞き取れません。", body="電話をかけると、最後の放送をもう一度聞けるようにしてください。", area=None, category=0, supports=9, theme=1, days=38, fate="answered", reason="聞こえにくい人の助けになるため採用します。", department=DISASTER, decision="already_doing", answer="電話で聞き直せる番号をすでに用意しています（0000-00-0009）。知られていないことがわかりましたので、広報紙と回覧板でお知らせします。"),
    Idea(author=10, title="Abrigo com espaço para animais de estimação", problem="", body="Muitas famílias não vão ao abrigo porque não podem deixar o cachorro. Peço um espaço separado para animais.", area=None, category=0, supports=7, theme=1, days=37, fate="answered", reason="避難をためらう理由をなくすため採用します。", department=DISASTER, decision="cannot", answer="いまの避難所は広さが足りず、動物のための場所をすぐに作ることはできません。\n\n代わりに、次のことを行います。\n\n- 動物病院3か所と、預かりの協定を結ぶ話し合いを始めます。\n- 川西体育館の駐車場にテントを張れるか、2027年5月までに調べて報告します。"),
    Idea(author=1, title="高校生がつくる、まちのラジオ", problem="", body="市の話題を高校生が取材して、週に1回、インターネットで放送します。", area=None, category=6, supports=12, theme=2, days=140, comments=((5, "for", "友だちと一緒にやりたいです！"),)),
    Idea(author=5, title="放課後にだれでも使えるスケートボード広場", problem="道路で練習して怒られます。", body="使っていない駐車場を、夕方だけ開放してください。ヘルメットのきまりも自分たちで作ります。", area=2, category=6, supports=9, theme=2, days=138, fate="declined", reason="候補の駐車場は来年度から工事に入るため、今回は見送ります。2028年にできる南スポーツ公園の設計で、広場を検討します。"),
    Idea(author=15, title="跨文化料理教室", problem="", body="希望和高中生一起，每個月做一次不同國家的家常菜，讓大家認識彼此。", area=0, category=7, supports=8, theme=2, days=135),
]  # fmt: skip
DRAFTS = [(0, "図書館を金曜の夜も開けてほしい", "仕事の帰りに寄れるように、週に1日だけでも夜9時まで開けてください。"), (7, "Lớp học bơi cho người lớn", "")]
