"""Sample content for the gallery of components, which exists outside production only."""

from __future__ import annotations

from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, SelectMultipleField

from civic.i18n.languages import Language
from civic.i18n.text import _
from civic.ui.choices import choices
from civic.ui.forms import Form, line, password, text

_RTL_WORDS = {
    "title": "كاميرات أكثر على الطريق إلى المدرسة",
    "home": "الرئيسية",
    "open": "مفتوح",
    "review": "قيد الدراسة",
    "answer": "رد البلدية",
    "done": "تم التنفيذ",
    "support": "أؤيد",
    "follow": "تابع التقدم",
    "cancel": "إلغاء",
    "delete": "حذف",
    "progress": "التقدم",
    "notice": "ملاحظة",
    "sentence": "كل صباح يعبر الأطفال هذا التقاطع، والرؤية فيه ضعيفة.",
    "list": "المقترحات",
    "card": "مسار للدراجات بجانب النهر",
    "category": "المرور",
    "supports": "التأييد",
    "empty": "لا توجد مقترحات بعد.",
    "comments": "الآراء",
    "form": "اكتب رأيك",
    "table": "جدول",
}
_WORDS = {
    "title": "通学路の見守りカメラを増やしてほしい",
    "home": "ホーム",
    "open": "受付中",
    "review": "担当課で検討",
    "answer": "市の回答",
    "done": "実施",
    "support": "賛同する",
    "follow": "進みぐあいを受け取る",
    "cancel": "やめる",
    "delete": "削除する",
    "progress": "進みぐあい",
    "notice": "お知らせ",
    "sentence": "毎朝、子どもたちが通る交差点は見通しが悪く、車のスピードも出ています。",
    "list": "提案",
    "card": "川沿いの遊歩道に街灯を",
    "category": "交通・道路",
    "supports": "賛同 128",
    "empty": "まだ提案がありません。",
    "comments": "意見",
    "form": "意見を書く",
    "table": "一覧",
}


class SampleForm(Form):
    """One field of each kind."""

    title = line("Title / 題名", maximum=100, description="100")
    email = EmailField("E-mail")
    secret = password("Password")
    body = text("Text / 本文", maximum=500)
    side = RadioField("Side", choices=choices(enumerate(("賛成", "心配・反対", "どちらでもない"))))
    area = SelectField("Area", choices=choices(enumerate(("中央", "港"))))
    acts = SelectMultipleField("Acts", choices=choices(enumerate(("提案", "賛同"))))
    day = DateField("Day")
    agree = BooleanField("OK")


def words(language: Language) -> dict[str, str]:
    """Sample words, in a script of the language's direction."""
    found = _RTL_WORDS if language.direction == "rtl" else _WORDS
    body = f"{found['sentence']}\n\n{found['sentence']}\n\n- **{found['card']}**\n- {found['category']}"
    tag = "ar" if language.direction == "rtl" else "ja"
    return found | {"person": "さくら川", "text": body, "text_language": tag}


def sample_form() -> SampleForm:
    """The sample form with an error on two fields."""
    form = SampleForm(formdata=None, data={"body": _WORDS["sentence"], "side": "0"})
    form.title.errors = [_("Please write something here.")]
    form.area.errors = [_("Please choose one.")]
    return form
