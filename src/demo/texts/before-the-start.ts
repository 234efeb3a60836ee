import type { DeferReason, LossReason } from '../../terms/catalogues.js';

/** Words as they stand in notes: short, factual, kind. No names. */
export const concerns = {
  given: [
    'Möchte wieder einen geregelten Tag haben und unter Leute kommen.',
    'Will bis zum Sommer etwas finden, gern mit den Händen.',
    'Wünscht sich Begleitung beim Wiedereinstieg nach der Elternzeit.',
    'Sucht etwas in der Nähe, der Weg ist wegen der Kinder wichtig.',
    'Möchte herausfinden, was nach der langen Pause noch geht.',
    'Hat im Lager gearbeitet und würde gern daran anknüpfen.',
    'Möchte besser Deutsch sprechen, bevor es in den Betrieb geht.',
    'Will es noch einmal versuchen; das letzte Mal war der Zeitpunkt falsch.',
    'Interessiert sich für Gartenarbeit, Einzelheiten im nächsten Gespräch.',
    'Möchte zuerst die Schulden ordnen und parallel etwas beginnen.',
  ],
  withheld: [
    'Möchte im Moment keine Beratung. Tür bleibt offen.',
    'Braucht nach dem Umzug erst Ruhe, meldet sich von sich aus.',
    'Sieht für sich gerade keinen Bedarf; das ist in Ordnung so.',
    'Möchte erst mit der Familie sprechen.',
    'Hat mit Maßnahmen schlechte Erfahrungen gemacht und möchte Abstand.',
  ],
  'benefits-only': [
    'Kommt wegen der Leistung, ein Beratungswunsch besteht derzeit nicht.',
    'Stockt auf und ist mit der jetzigen Stelle zufrieden.',
    'Nur Fragen zum Bescheid. Auf Beratung hingewiesen.',
    'Pflegt die Mutter und möchte daran gerade nichts ändern.',
  ],
} as const;

export const overrides = [
  'Kostenzusage läuft zum Monatsende aus, sonst verfällt der Platz; mit Teamleitung besprochen.',
  'Eingliederungsplan sieht das Angebot vor; der Vorbehalt ist bekannt und vermerkt.',
  'Angebot auf ausdrücklichen Wunsch der Familie, eigener Auftrag steht noch aus.',
  'Platz nur jetzt frei. Es bleibt beim Angebot, keine Folgen bei Ablehnung zugesagt.',
];

export const offerNotes = [
  'Passt zu dem, was im letzten Gespräch gewünscht wurde.',
  'Zwei Angebote verglichen, dieses liegt näher an der Wohnung.',
  'Hat die Räume schon am Infotag gesehen und war angetan.',
  'Als ruhiger Einstieg gedacht, Umfang kann später wachsen.',
  'Träger kennt die Vorgeschichte mit Einverständnis in groben Zügen.',
  'Wunsch war etwas Praktisches; hier ist ein Praktikum fest eingeplant.',
  'Möchte eine Nacht darüber schlafen.',
  'Betreuungszeiten der Kita passen zum Stundenplan.',
];

export const explanationNotes = [
  'Inhalte gemeinsam durchgegangen, Flyer mitgegeben.',
  'Auch gesagt, was die Maßnahme nicht leisten kann.',
  'Fragen zum Fahrgeld beantwortet.',
  'Mit Dolmetscherin erklärt, verstanden.',
  'Ablauf der ersten Woche besprochen.',
];

export const noticeNotes = [
  'Ausgehändigt und erklärt.',
  'Per Post, Zugang dokumentiert.',
  'Auf Wunsch noch einmal vorgelesen.',
];

export const deferNotes: Readonly<Record<DeferReason, readonly string[]>> = {
  'time-not-ripe': [
    'Möchte erst den Sprachtest abwarten.',
    'Braucht noch etwas Zeit, neuer Termin vereinbart.',
    'Der Kopf ist gerade woanders. Kein Druck, wir sprechen wieder.',
  ],
  'no-place': [
    'Zurzeit kein Platz frei, auf Nachrücken vorgemerkt.',
    'Gruppe ist voll, nächster Einstieg in einigen Wochen.',
  ],
  circumstances: ['Kitaplatz erst ab nächstem Monat.', 'Umzug steht an.', 'Behandlungstermine gehen vor.'],
  other: [
    'Wartet noch auf eine Rückmeldung aus einer Bewerbung.',
    'Urlaub des Partners, Betreuung ungeklärt.',
  ],
};

export const lossNotes: Readonly<Partial<Record<LossReason, readonly string[]>>> = {
  'did-not-appear': [
    'Am ersten Tag nicht gekommen, telefonisch nicht erreicht.',
    'Nicht erschienen; Brief mit neuem Termin ist raus.',
  ],
  refuses: [
    'Hat sich nach Bedenkzeit dagegen entschieden, nachvollziehbar begründet.',
    'Möchte lieber selbst suchen.',
  ],
  'provider-refuses': ['Träger sieht nach dem Kennenlernen keine passende Gruppe.'],
  'took-up-work': [
    'Hat selbst eine Stelle gefunden. Schön!',
    'Beginnt nächste Woche in einem Café.',
    'Zusage aus eigener Bewerbung.',
  ],
  'took-up-training': [
    'Ausbildungsvertrag ist unterschrieben.',
    'Nachrücken in die Berufsfachschule hat geklappt.',
  ],
  unreachable: [
    'Mehrere Anrufe, keine Antwort. Brief geschrieben.',
    'Post kam zurück, Anschrift wird geklärt.',
  ],
  'time-not-ripe': ['Heute noch nicht. Gespräch im Frühjahr vereinbart.', 'Braucht einen anderen Zeitpunkt.'],
  childcare: ['Betreuung für das jüngste Kind fehlt.', 'Kitaplatz wurde verschoben.'],
  'family-care': ['Pflege eines Angehörigen hat sich verändert.'],
  'voluntary-work': ['Bleibt beim Ehrenamt, das gerade viel trägt.'],
  therapy: ['Behandlung beginnt, danach neu anschauen.'],
  'does-not-fit': [
    'Inhalte liegen zu weit weg von dem, was gesucht wird.',
    'Weg zu weit mit dem Bus.',
    'Gruppe zu groß, etwas Ruhigeres gesucht.',
  ],
  'known-deficiencies': ['Hat von Bekannten von häufigem Wechsel der Lehrkräfte gehört.'],
  other: ['Andere Lösung gefunden.', 'Platz wurde anderweitig gebraucht.'],
};

export const consentStatements = [
  'Ja, das möchte ich ausprobieren.',
  'Ich mache mit, wenn ich dienstags früher gehen kann.',
  'Gern, am liebsten gleich.',
  'Einverstanden. Die Praxis interessiert mich am meisten.',
  'Ich bin dabei und sage Bescheid, wenn es zu viel wird.',
  'Wenn die Fahrkarte übernommen wird, ja.',
];

export const consentWithdrawals = [
  {
    reason: 'Fühlt sich in der Gruppe nicht wohl.',
    statement: 'Ich habe es versucht, aber so geht es für mich nicht.',
  },
  { reason: 'Inhalte anders als erwartet.', statement: 'Ich dachte, es gibt mehr Praxis.' },
  { reason: 'Belastung zu Hause zu groß.', statement: 'Im Moment schaffe ich beides nicht.' },
  { reason: 'Möchte einen anderen Weg gehen.', statement: 'Ich suche lieber selbst weiter.' },
];

export const assignmentNotes = [
  'Einladung mit Wegbeschreibung mitgegeben.',
  'Fahrkarte beantragt.',
  'Erster Tag beginnt mit einem Frühstück in der Gruppe.',
  'Ansprechperson beim Träger ist bekannt.',
];

export const startNotes = [
  'Gut angekommen.',
  'Etwas aufgeregt, aber pünktlich.',
  'Eingangsgespräch geführt.',
  'Arbeitskleidung ausgegeben, Rundgang gemacht.',
];

export const handOverReasons = [
  'Umzug in den anderen Stadtteil.',
  'Auf Wunsch, Vertrauensverhältnis war belastet.',
  'Ausgleich der Fallzahlen im Team.',
  'Spezialisierte Beratung für unter 25-Jährige.',
];
export const handOverBecauseOfLeaving =
  'Wechsel der Fachkraft in einen anderen Bereich; Übergabegespräch angeboten.';
