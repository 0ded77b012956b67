"""Words by which a short text in Latin letters shows its language: function words and the words people use about their town.

All in small letters without marks, because many people type without them. A word that several languages share counts less for each.
The `~` lists are languages written in Latin letters that have a script of their own: romanised Japanese, Nepali, Korean; `vi~` is
Vietnamese typed without marks.
"""

from __future__ import annotations

_LISTS = {
    "en": """the of and to in is for that with are be this on not have has had you we they he she it its our your their my me us them
        should please more can could how where when why what who which at as by an or from was were will would need needs there do does did
        i am if but so too very than then all any some no yes every each because after before during near next about into out over
        under between only also just still even such these those let make makes made get gets want wants wish hope think like love agree
        disagree thank thanks good great bad better best idea support oppose help keep stop start open close build fix add put
        park street road bus stops school children kids people elderly town city library trash garbage bike bicycle lights light bench
        benches station water flood safe safety dangerous night evening weekend morning sidewalk crossing playground tree trees garden
        parents foreign residents language english information website phone free expensive cheap office hall many few new old long short
        too hot cold dark clean dirty noisy quiet here everyone someone nobody disabled wheelchair ramp toilet toilets pool river bridge
        cars car traffic speed dog dogs cats smoking smoke parking lot nursery daycare hospital doctor events festival tax money budget
        absolutely totally fully exactly lovely well done shade translated longer earlier later hours opening been being am going go come
        """,
    "vi": "",
    "vi~": """toi muon khong co cong vien duong pho truong hoc nguoi nhieu xin cho cua va la duoc cac nhung mot trong voi nay chung ta
        can them den dem tre em xe buyt dap rac nuoc sach an toan dong y rat tot hay vui long cam on nen thanh thu vien ban ghe cay xanh
        mua ngap lut nha gia o gan khu vuc sinh song tieng viet dich thong tin hon qua toi nguy hiem xay dung de nghi y kien ung ho phan
        doi benh vien""",
    "pt-br": """de que nao uma um para com os as em por mais dos das como mas ao aos ele ela seu sua seus suas ou quando muito muita muitos
        muitas nos nossa nosso nossas nossos ja tambem pelo pela pelos sao voce voces gostaria e do da no na nas este esta isso esse essa
        foi favor deve devem ter tem tinha ha sem ate so bem boa bom otima otimo ideia eu meu minha minhas meus quero queria seria precisa
        precisamos preciso aqui onde porque pois todo todos toda todas dia dias noite rua ruas praca parque onibus ponto escola criancas
        crianca filhos filho idosos cidade bairro prefeitura biblioteca lixo bicicleta ciclovia luz iluminacao bancos banco estacao agua
        enchente enchentes seguranca seguro perigoso perigosa fim semana calcada faixa pedestres arvores arvore horta pais brasileiros
        brasileiro estrangeiros lingua portugues informacao informacoes gratis gratuito caro barato posto saude medico medica hospital
        concordo discordo apoio obrigado obrigada parabens proposta melhorar melhor fazer faz colocar construir podem pode poderia moro
        moramos vez gente pessoas carro carros velocidade cachorro cachorros fumar estacionamento creche evento festa imposto dinheiro
        orcamento mae pai trabalho trabalham horario aberta aberto fechada quebrado escuro escura muito nao sim talvez ainda agora depois
        antes perto longe entre sobre isto aquilo estao esta estou vamos tomara deveria deviam falta faltam mesmo bonde calor frio sombra
        placas traduzidas limpa limpo""",
    "es": """de que no una un para con los las en por mas del como pero el su sus o cuando muy nos nuestra nuestro nuestras nuestros ya
        tambien la lo se al es son este esta esto ese esa fue usted ustedes puede pueden podria debe deben deberia favor quisiera hay sin
        hasta solo bien buena buen bueno excelente idea yo mi mis quiero queria seria necesita necesitamos necesito aqui donde porque pues
        todo todos toda todas dia dias noche calle calles plaza parque autobus bus parada escuela ninos nino ninas hijos hijo ancianos
        ciudad barrio municipio municipalidad ayuntamiento biblioteca basura bicicleta bicicletas luz luces bancos banco estacion agua
        inundacion inundaciones seguridad seguro peligroso peligrosa fin semana acera vereda cruce peatonal arboles arbol huerto padres
        peruanos extranjeros lengua idioma espanol informacion gratis gratuito caro barato centro salud medico medica hospital acuerdo
        desacuerdo apoyo gracias felicidades propuesta mejorar mejor hacer hace poner construir vivo vivimos vez gente personas coche
        carros velocidad perro perros fumar estacionamiento guarderia evento fiesta impuesto dinero presupuesto madre padre trabajo
        trabajan horario abierta abierto cerrada roto oscuro oscura si quizas todavia ahora despues antes cerca lejos entre sobre aquello
        estan estoy vamos ojala falta faltan mismo calor frio sombra letreros traducidos limpia limpio y les le me te esos esas tiene
        tienen tener ir""",
    "fil": """ang ng mga sa na at ay hindi ko para kung po ako ito kami natin ating namin ba may mas lang din rin nang siya sila pa saan
        bakit kailan gusto sana tayo kayo ninyo nila niya kanila inyo aming amin atin akin iyon yung iyong dito doon diyan ganito kapag
        dahil kasi pero o ngunit upang bawat lahat marami maraming konti kaunti wala walang meron mayroon magkaroon nagkaroon dapat puwede
        pwede kailangan maganda magandang mabuti mabuting masama ligtas delikado mapanganib madilim maliwanag malinis marumi maingay tahimik
        mainit malamig mahal mura libre malapit malayo gabi araw umaga hapon linggo buwan taon bata batang bahay daan kalye kalsada
        parke paaralan eskuwela aklatan basura bisikleta ilaw upuan bangko istasyon tubig baha tulay puno hardin magulang
        dayuhan wika tagalog ingles impormasyon ospital doktor matatanda matanda lungsod bayan munisipyo barangay sangayon payag
        tutol salamat mungkahi panukala pagandahin ayusin ayos sira sirang tayong nakatira trabaho nagtatrabaho tao taong sasakyan bilis
        aso paninigarilyo paradahan piyesta buwis pera badyet nanay tatay anak oras bukas sarado gawin gawa lagyan dagdagan bigyan
        pakiusap paki talaga sobra masyado naman nga ulan kahit muna parang ganun ganon oo opo hinihiling tulungan""",
    "id": """yang dan di untuk tidak dengan ini itu dari ke dalam pada akan atau adalah saya anda bisa dapat harus lebih juga oleh telah
        kita kami sudah silakan mohon ada agar supaya karena jika kalau bila saat ketika setiap semua banyak sedikit sangat sekali
        terlalu perlu butuh ingin mau harap semoga tolong terima kasih setuju mendukung menolak baik bagus jelek usul usulan saran
        mereka dia kalian kepada bagi seperti sebagai sampai hingga sebelum sesudah setelah selama antara dekat jauh sini sana situ
        taman jalan jalanan bus halte sekolah anak anak-anak orang tua lansia kota kelurahan balai perpustakaan sampah sepeda lampu
        bangku stasiun air banjir aman keamanan berbahaya bahaya malam pagi siang sore hari minggu akhir pekan trotoar zebra penyeberangan
        pohon kebun ibu bapak ayah warga asing bahasa indonesia informasi gratis mahal murah rumah sakit dokter kesehatan
        memperbaiki perbaikan rusak membuat dibuat membangun dibangun menambah ditambah tambah tambahkan tinggal kerja bekerja mobil
        motor kecepatan anjing merokok parkir penitipan acara pajak uang anggaran jam buka tutup gelap terang bersih kotor berisik panas
        dingin teduh bukan belum masih lagi saja hanya tetapi tapi namun sering kadang selalu tempat masyarakat pemerintah daerah
        lingkungan sekitar nya pun lah kah""",
    "ja~": """watashi watashitachi boku wa ga wo ni de desu masu kudasai kara made mo no to ka ne yo kouen koen gakkou gakko hoshii
        tsukuru tsukutte onegai onegaishimasu arigatou arigato gozaimasu machi eki michi kodomo kodomotachi toshokan gomi jitensha densha
        omoimasu shimasu shite imasu arimasu ga sansei hantai desu totemo motto yoru hiru asa abunai kurai akarui kirei nihongo
        kuruma mizu ame jishin hinan gaikokujin minna shiyakusho yakusho koto mono tame dake shitai dekiru dekimasu suki ii desune
        hoikuen byouin takai yasui hayaku osoi fuyashite tsukete kamo demo soshite ookii chiisai chikaku atarashii""",
    "ne~": """ma mero malai hamro hami hamilai timi tapai tapaiko tapailai yo tyo yahan tyahan chha cha chhan chhaina chaina huncha
        hunchha hunuparcha garnu garna garne garnuparcha garnus gara parcha parchha paryo lagi bato bati pani ko ki ka le lai bata ma ra
        tara pheri dherai ali ekdam ramro naramro thulo sano bachha baccha bachhaharu school park bus gadi sahar gaun ghar nagarpalika
        fohor khola badhi ratko raat din samaya sabai haru dhanyabad dhanyawad sahamat chahanchu chahincha chhaincha bhasa nepali
        nepalma japanma suraksha khatra ujyalo andhyaro basne bolne bujhna""",
    "ko~": """annyeonghaseyo gamsahamnida juseyo sipseumnida hamnida isseumnida eopseumnida gongwon hakgyo jeoneun uri dongne maeul
        haejuseyo mandeureo joayo jossseumnida joketseumnida chanseong bandae aideul gil bam neomu manhi deo gatayo sip-eoyo""",
}  # fmt: skip

_PER_WORD: dict[str, list[str]] = {}
for _language, _words in _LISTS.items():
    for _word in set(_words.split()):
        _PER_WORD.setdefault(_word, []).append(_language)

WORDS: dict[str, tuple[tuple[str, float], ...]] = {
    word: tuple((language, 1 / len(languages) ** 1.2) for language in languages) for word, languages in _PER_WORD.items()
}
"""For each word, the languages that use it, with how much it says for each."""
