/** Clauses and words of the three provider cases. Clauses name no person. */
export const reportingCase = {
  clause: 'Vertrag § 8 Abs. 2 (Meldepflichten)',
  conceptPage: 12,
  place: 'Bewerbungswerkstatt Sonnenfeld, Meldewesen',
  fact:
    'Anwesenheit wird erst nach Wochen und nach mehrfacher Erinnerung gemeldet, Krisen gar nicht. Abbrüche kommen ' +
    'für uns ohne Ankündigung.',
  witness: 'Drei Fachkräfte des Teams, Vermerke liegen vor.',
  visit:
    'Listen lagen vor Ort vollständig, waren aber seit Wochen nicht übertragen. Zuständige Stelle unbesetzt.',
  review: 'Inhaltlich brauchbar. Meldungen so spät, dass niemand mehr helfen kann.',
  exculpatory:
    'Entlastend: Der Träger hat im ersten Quartal den Ausfall der Verwaltungskraft angezeigt und um Aufschub gebeten.',
  more: 'Weitere verspätete Meldungen nach Eröffnung des Vorgangs.',
  finding:
    'Anwesenheit der genannten Teilnahmen wurde wiederholt erst Wochen nach Fälligkeit gemeldet. Der angezeigte ' +
    'Personalausfall ist gewürdigt; er endete vor dem geprüften Zeitraum.',
  demands:
    'Alle ausstehenden Monatsmeldungen nachreichen; ab sofort bis zum 8. des Folgemonats melden; Krisen ab Stufe 3 ' +
    'am nächsten Arbeitstag; eine verantwortliche Person benennen.',
  statement:
    'Wir bedauern die Verzögerungen. Die Stelle in der Verwaltung war lange unbesetzt, eine Kraft wird eingearbeitet. ' +
    'Einzelne der genannten Meldungen halten wir für rechtzeitig.',
  inspected: 'Nachschau: Für zwei von drei geprüften Monaten fehlen Meldungen weiterhin.',
  warning:
    'Abmahnung wegen fortgesetzter Verletzung der Meldepflichten; Kündigung bei weiterem Verstoß angedroht.',
  instruction:
    'Die Maßnahme ist bezahlt und wirtschaftlich zu nutzen. Es ist weiter zuzuweisen, bis das Einkaufszentrum entschieden hat.',
  objection:
    'Ich trage Bedenken vor: Solange niemand meldet, was vorfällt, kann ich Menschen dort nicht schützen. Ich bitte um ' +
    'schriftliche Entscheidung.',
  cure: 'Neue Software ist eingeführt, Rückstände werden abgearbeitet.',
  partly: 'Ein Teil der Rückstände ist nachgereicht, laufende Meldungen kommen weiter zu spät.',
  pause: 'Vertrag § 14 Abs. 3; § 61 SGB II',
  again: 'Neuer Verstoß nach der Abmahnung: Monatsmeldungen erneut erst nach Wochen.',
  referral: 'Mit der Bitte um Entscheidung über Vertragsstrafe oder Kündigung.',
  dispute: 'Diese Meldung war am Monatsende verschickt; sie ist bei uns im Postausgang verzeichnet.',
  rejected: 'Postausgang vorgelegt: Datum liegt nach der Frist. Der Eintrag bleibt.',
} as const;

export const roomsCase = {
  clause: 'Vertrag § 5 Abs. 1 (Räume und Ausstattung)',
  conceptPage: 7,
  place: 'Lehrküche',
  fact: 'Zwei von vier Kochplätzen seit Wochen außer Betrieb, Umkleide nicht abschließbar.',
  visit: 'Lehrküche zur Hälfte gesperrt, Teilnehmende stehen in zwei Reihen.',
  finding: 'Die vertraglich zugesagten Kochplätze standen über sechs Wochen nicht zur Verfügung.',
  demands: 'Kochplätze instand setzen, Umkleide abschließbar machen.',
  statement: 'Ersatzteile waren nicht lieferbar. Der Einbau ist beauftragt.',
  cure: 'Kochplätze sind repariert und abgenommen, Umkleide hat ein Schloss. Rechnung liegt bei.',
  inspected: 'Alle vier Kochplätze in Betrieb, Umkleide abschließbar.',
  closed: 'Mangel behoben, Zusammenarbeit wieder gut.',
} as const;

export const voucherCase = {
  clause: 'Maßnahmezulassung, Konzept Abschnitt 3 (Einzelcoaching)',
  conceptPage: 4,
  place: 'Onlineunterricht',
  fact: 'Zugelassen ist Einzelcoaching. Stattgefunden haben Videotreffen mit bis zu vierzehn Personen ohne Anleitung.',
  visit: 'Unangemeldet: Raum verschlossen, Termin lief als Videokonferenz ohne Coach.',
  finding:
    'Statt Einzelcoaching fand unbetreuter Gruppenunterricht statt; Nachweise wurden dennoch ausgestellt.',
  demands: 'Einzelcoaching nach Zulassung unverzüglich aufnehmen, Einsatzplan der Coaches vorlegen.',
  inspected: 'Auch nach Fristablauf kein Einzelcoaching, kein Einsatzplan.',
  legalBasis: '§ 183 SGB III; § 5 Abs. 5 AZAV',
  reasons: 'Zugelassene Leistung wird nicht erbracht; Anhörung ohne Antwort, Nachfrist verstrichen.',
  referral: 'Mit der Bitte um Prüfung der Zulassung.',
  closed: 'Gutscheine werden dort nicht mehr eingelöst; Teilnehmende wurden umberaten.',
} as const;
