import type { ConsultationOutcome } from '../../terms/catalogues.js';

/** Words about the practice around a participation: talks, complaints, looks at a measure. No names. */
export const talks: Readonly<Record<ConsultationOutcome, readonly string[]>> = {
  'mandate-clear': [
    'Anliegen und Weg gemeinsam benannt; Einverständnis zur Beratung liegt vor.',
    'Weiß jetzt, was zuerst kommen soll, und möchte dabei begleitet werden.',
    'Gespräch auf Augenhöhe, nächste Schritte aufgeschrieben und mitgegeben.',
  ],
  'motivation-unclear': [
    'Noch offen, was dahinter steht. Zugehört, nichts vereinbart außer einem Wiedersehen.',
    'Möchte es der Familie recht machen; was sie selbst will, klären wir in Ruhe.',
  ],
  'no-result-yet': [
    'Heute kein Ergebnis, und das ist in Ordnung. Neuer Termin in einigen Wochen.',
    'Viel erzählt, wenig entschieden. Beim nächsten Mal geht es um die Tage, nicht um Maßnahmen.',
    'Braucht Bedenkzeit; Unterlagen mitgenommen.',
  ],
  'nothing-fits': [
    'Alle derzeitigen Angebote durchgesehen; keines passt zu Weg und Zeiten.',
    'Gesucht wird Praxis in Teilzeit am Vormittag, die gibt es zurzeit nicht.',
  ],
};

export const needs = [
  'Jemand, der mitgeht, wenn es zur Behörde geht.',
  'Einen Tagesablauf, der mit der Kita vereinbar ist.',
  'Herausfinden, was mit dem Rücken noch geht.',
  'Deutsch üben, ohne sich zu schämen.',
  'Erst die Wohnung sichern, dann die Arbeit.',
];

export const colleagues = [
  'Fall ohne Namen geschildert: Rat, das Tempo herauszunehmen.',
  'Gemeinsam auf die Unterlagen geschaut, andere Reihenfolge vorgeschlagen.',
  'Hinweis auf Beratungsstelle bekommen, wird beim nächsten Termin angesprochen.',
];

export const complaints = {
  measure: [
    'Seit Wochen sitzen wir nur am Rechner, versprochen war Praxis.',
    'Die Anleiterin wechselt ständig, niemand weiß, wo wir stehen.',
    'Im Raum ist es kalt, und die Toilette ist seit Tagen gesperrt.',
  ],
  provider: [
    'Auf meine Krankmeldung hat dort niemand geantwortet, gefehlt habe ich trotzdem.',
    'Ich habe gesagt, dass es mir nicht gut geht, und es ist nichts passiert.',
  ],
  office: [
    'Ich habe drei Wochen auf einen Rückruf gewartet.',
    'Mir wurde nicht erklärt, wofür die Maßnahme gut sein soll.',
  ],
} as const;

export const complaintAnswers = [
  'Nachgefragt und zurückgerufen; der Träger hat Abhilfe zugesagt.',
  'Berechtigt. Um Entschuldigung gebeten, neuer Termin vereinbart.',
  'Mit beiden Seiten gesprochen, Ergebnis schriftlich mitgeteilt.',
];

export const assessments = {
  interim: [
    'Kommt zuverlässig, arbeitet sorgfältig. Nächstes Ziel: ein Praktikum.',
    'Gute Tage und schwere Tage; in der kleinen Gruppe geht es besser.',
    'Hat sich viel zugetraut, Unterstützung bei Bewerbungen bleibt nötig.',
  ],
  final: [
    'Ziele zum großen Teil erreicht, Empfehlung: Anschluss im Betrieb.',
    'Tagesstruktur ist da; ein nächster Schritt in Teilzeit ist realistisch.',
  ],
} as const;

export const remedies = {
  notice: ['Widerspruch: Belehrung sei nicht verstanden worden.', 'Widerspruch, Begründung folgt.'],
  dropout: ['Widerspruch gegen die Beendigung: Fehltage seien entschuldigt gewesen.'],
} as const;

export const voucherContents = {
  'approach-to-labour-market': 'Bewerbungscoaching, Kontakte zu Betrieben, eine Woche Erprobung.',
  'reduce-obstacles': 'Einzelcoaching zu Tagesstruktur, Schulden und Gesundheit.',
  placement: 'Vermittlung in versicherungspflichtige Beschäftigung.',
  'self-employment': 'Heranführung an eine selbstständige Tätigkeit.',
  'stabilise-employment': 'Begleitung in den ersten Monaten der Beschäftigung.',
  qualification: 'Umschulung mit Kammerprüfung.',
} as const;

export const deficiencyReasons = [
  'Meldungen kommen dort zu spät; die Kundin weiß es und möchte wegen der Nähe trotzdem dorthin.',
  'Mängel im Meldeweg erklärt; inhaltlich passt das Angebot, engmaschige Gespräche vereinbart.',
  'Kein anderer Platz in erreichbarer Nähe. Über den offenen Trägervorgang aufgeklärt.',
];

export const visits = [
  'Rundgang durch Räume und Werkstatt, Teilnehmende angesprochen. Alles wie vereinbart.',
  'Anwesenheitslisten eingesehen, stimmen mit den Meldungen überein.',
  'Gruppe größer als im Konzept, sonst guter Eindruck. Nachfrage gestellt.',
  'Stimmung gut, eine Stelle unbesetzt. Träger sucht.',
];

export const reviews = {
  recommend: ['Teilnehmende fühlen sich ernst genommen; weiter empfehlen.'],
  'with-limits': [
    'Für Menschen mit klarem Ziel gut, für andere zu schnell.',
    'Gut, wenn die Gruppe klein bleibt.',
  ],
  not: ['Konzept und Alltag gehen auseinander; bis zur Klärung nicht empfehlen.'],
} as const;

export const staffNotes = [
  'Nachfolge ist eingearbeitet.',
  'Stelle ist befristet vertreten.',
  'Qualifikation wird nachgereicht.',
];

export const instructionWords = {
  fill: 'Bitte die freien Plätze bis Monatsende besetzen, die Mindestabnahme läuft.',
  objection:
    'Zugewiesen wird, wer will und wem es nützt. Ein leerer Platz ist kein Grund, jemanden zu drängen.',
} as const;

export const fire =
  'Schwelbrand in der Werkstatt, alle rechtzeitig draußen. Viele sind erschrocken, die Werkstatt bleibt vorerst zu.';

export const buildingWorks = {
  legalBasis: 'Vertrag § 14 Abs. 1 (Umbau der Räume)',
  over: 'Umbau abgeschlossen, Räume besichtigt.',
} as const;

export const houseRules =
  'Hausregel des Jobcenters für das Demojahr: Kontakt alle 21 statt 28 Tage, sonst unverändert übernommen.';

export const conceptDuties = [
  { duty: 'Einzelgespräch mit jeder Person mindestens alle zwei Wochen', page: 4 },
  { duty: 'Räume und Ausstattung wie im Raumbuch', page: 7 },
  { duty: 'Meldung der Anwesenheit bis zum 8. des Folgemonats, von Krisen am nächsten Arbeitstag', page: 12 },
  { duty: 'Personaleinsatz nach Schlüssel, Wechsel vorab angezeigt', page: 15 },
];
