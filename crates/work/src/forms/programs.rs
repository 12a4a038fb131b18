//! What mail programs call things, in the languages that they are used in, all in small letters: the lines above an older
//! message, and what telephones write at the end of one.

/// What a header line says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    From,
    When,
    To,
    Copy,
    Subject,
}

/// What mail programs call each header line. Languages stand beside each other, since a reply may be written on a
/// machine of any.
#[rustfmt::skip]
pub(super) const LABELS: [(Head, &[&str]); 5] = [
    (
        Head::From,
        &[
    "from", "fra", "från", "lähettäjä", "von", "van", "de", "da", "od", "de la", "feladó", "kimden", "από", "от",
    "від", "nuo", "no", "saatja", "oddi wrth", "gan", "ó", "expéditeur", "remitente", "remetente", "mittente",
    "absender", "afzender", "nadawca", "odesílatel", "expeditor", "من", "מאת", "发件人", "寄件者", "差出人", "보낸 사람",
],
    ),
    (
        Head::When,
        &[
    "sent", "date", "sendt", "dato", "skickat", "skickades", "datum", "lähetetty", "päivämäärä", "pvm", "gesendet",
    "verzonden", "envoyé", "envoyé le", "enviado", "enviado el", "enviado em", "enviada", "enviada em", "enviat",
    "fecha", "data", "inviato", "wysłano", "wysłane", "odesláno", "odoslané", "dátum", "küldve", "elküldve",
    "trimis", "gönderildi", "gönderilme", "tarih", "εστάλη", "στάλθηκε", "ημερομηνία", "отправлено", "дата",
    "надіслано", "изпратено", "išsiųsta", "anfonwyd", "dyddiad", "seolta", "dáta", "تاريخ الإرسال", "تم الإرسال",
    "التاريخ", "נשלח", "תאריך", "发送时间", "日期", "寄件日期", "送信日時", "日時", "보낸 날짜", "날짜",
],
    ),
    (
        Head::To,
        &[
    "to", "til", "till", "vastaanottaja", "an", "aan", "à", "a", "para", "do", "komu", "címzett", "către", "catre",
    "kime", "προς", "кому", "до", "kam", "at", "chuig", "go", "per", "destinataire", "destinatario",
    "destinatário", "empfänger", "إلى", "אל", "收件人", "收件者", "宛先", "받는 사람",
],
    ),
    (
        Head::Copy,
        &[
    "cc", "bcc", "kopi", "kopia", "kopio", "kopie", "kópia", "copie", "copie à", "copia", "dw", "udw",
    "másolatot kap", "bilgi", "κοιν", "κοινοποίηση", "копия", "копія", "kopija", "copi", "cóip", "نسخة", "עותק",
    "抄送", "副本", "참조", "reply-to", "importance", "priority",
],
    ),
    (
        Head::Subject,
        &[
    "subject", "emne", "ämne", "aihe", "betreff", "onderwerp", "objet", "asunto", "assunto", "oggetto", "temat",
    "předmět", "predmet", "tárgy", "subiect", "konu", "θέμα", "тема", "относно", "tema", "teema", "pwnc", "testun",
    "ábhar", "assumpte", "الموضوع", "נושא", "主题", "主旨", "件名", "제목",
],
    ),
];

/// What stands in a rule above an older message.
#[rustfmt::skip]
pub(super) const RULES: [&str; 24] = [
    "original message", "forwarded message", "original appointment", "oprindelig meddelelse", "videresendt",
    "opprinnelig melding", "ursprungligt meddelande", "vidarebefordrat", "alkuperäinen viesti",
    "ursprüngliche nachricht", "weitergeleitete nachricht", "oorspronkelijk bericht", "doorgestuurd bericht",
    "message d'origine", "message transféré", "mensaje original", "mensaje reenviado", "mensagem original",
    "mensagem encaminhada", "messaggio originale", "messaggio inoltrato", "oryginalna", "neges wreiddiol",
    "původní zpráva",
];

/// "wrote" and its like, as words.
#[rustfmt::skip]
pub(super) const WROTE: [&str; 30] = [
    "wrote", "writes", "skrev", "kirjoitti", "schrieb", "schreef", "écrit", "escribió", "escribe", "escreveu",
    "scritto", "scrisse", "napisał", "napisała", "napisał(a)", "pisze", "napsal", "napsala", "napsal(a)",
    "napísal", "írta", "scris", "yazdı", "έγραψε", "написал", "написал(а)", "написав", "rašė", "ysgrifennodd",
    "scríobh",
];

/// What a line begins with that says who wrote, and goes on over the next line.
#[rustfmt::skip]
pub(super) const OPENERS: [&str; 20] = [
    "on", "am", "den", "le", "el", "em", "il", "op", "w", "dnia", "ar", "în", "in", "på", "tir", "man", "dne",
    "em", "ar", "at",
];

/// What the programs of telephones write at the end of a message, by how it begins.
#[rustfmt::skip]
pub(super) const APPS: [&str; 34] = [
    "sent from my ", "sent from outlook", "sent from mail for", "sent from yahoo", "sent from gmail",
    "sent from proton", "sent from samsung", "sent from a mobile", "sent via ", "sent with proton",
    "get outlook for", "get bluemail", "sendt fra min", "sendt fra outlook", "hent outlook", "skickat från min",
    "hämta outlook", "lähetetty iphone", "von meinem ", "gesendet von ", "holen sie sich outlook", "envoyé de mon",
    "envoyé à partir d", "obtenez outlook", "télécharger outlook", "enviado desde mi", "obtener outlook",
    "enviado do meu", "obter o outlook", "inviato da ", "verzonden vanaf", "wysłane z ",
    "pobierz aplikację outlook", "anfonwyd o fy ",
];
