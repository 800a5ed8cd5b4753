import type { Catalogue } from '../catalogue.ts';

/** Every message of the app, in German. */
export const catalogue: Catalogue = {
  app: {
    name: 'ASG Work',
    skipToContent: 'Zum Inhalt springen',
    close: 'Schließen',
    dismiss: 'Ausblenden',
    tryAgain: 'Erneut versuchen',
    cancel: 'Abbrechen',
    optional: 'optional',
    newTab: 'öffnet einen neuen Tab',
    more: 'Mehr anzeigen',
    loading: 'Wird geladen',
    newVersion: 'Eine neue Version ist bereit.',
    update: 'Aktualisieren',
    failed: 'Hier ist etwas schiefgegangen',
    failedText:
      'Ihre Labels sind sicher. Laden Sie die Seite neu; wenn es dabei bleibt, melden Sie es dem Betreiber.',
    reload: 'Neu laden',
    language: 'Sprache',
    theme: 'Darstellung',
    themes: {
      system: 'Automatisch',
      light: 'Hell',
      dark: 'Dunkel',
    },
  },
  nav: {
    label: 'Hauptmenü',
    work: 'Arbeit',
    earnings: 'Verdienst',
    history: 'Verlauf',
    wallet: 'Wallet',
    profile: 'Profil',
  },
  units: {
    sats: '{n, plural, one {# Sat} other {# Sats}}',
    labels: '{n, plural, one {# Label} other {# Labels}}',
  },
  errors: {
    network: 'Keine Verbindung. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
    server: 'Der Server kann gerade nicht antworten. Versuchen Sie es gleich noch einmal.',
    tooMany: 'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann erneut.',
    notAccepted: 'Das wurde nicht angenommen: {what}',
    notPossible: 'Das geht nicht mehr: Etwas hat sich geändert. Laden Sie die Seite neu.',
    gone: 'Das gibt es nicht mehr.',
  },
  refusals: {
    account_suspended: { unread: 'Ihr Konto ist gesperrt.' },
    account_leaving: 'Ihr Konto soll gelöscht werden: Behalten Sie es zuerst.',
    deletion_begun: 'Ihr Konto wird schon gelöscht.',
    wallet_needed: 'Geben Sie zuerst eine Wallet an.',
    pay_on_hold: {
      unread: 'Was Sie am Anfang verdienen, wird verwahrt: Es kann noch nicht übertragen werden.',
    },
    nothing_to_withdraw: { unread: 'Von dem, was für Sie verwahrt wird, ist noch nichts in einem Block.' },
    contested: { unread: 'Das haben Sie schon angefochten.' },
    not_contestable: {
      unread: 'Das kann nicht angefochten werden: nur ein entschiedenes Label, das nichts eingebracht hat.',
    },
    not_suspended: { unread: 'Ihr Konto ist nicht gesperrt.' },
    too_many_appeals: {
      unread: '20 Ihrer Einsprüche warten auf Antwort. Fechten Sie das an, sobald einer beantwortet ist.',
    },
    too_many_pools: 'Ein Konto kann höchstens 20 Organisationen beitreten.',
    too_many_passkeys: 'Ein Konto hat höchstens 10 Passkeys. Entfernen Sie zuerst einen.',
    profile_incomplete: 'Vervollständigen Sie zuerst Ihr Profil.',
    not_logged_in: 'Ihre Sitzung ist beendet. Melden Sie sich wieder an.',
    cross_site_request:
      'Ihr Browser hat von einer anderen Seite aus gefragt. Öffnen Sie die App unter ihrer eigenen Adresse.',
    lease_ended: 'Die Zeit für diese Aufgabe ist vorbei.',
  },
  rules: {
    payable: { unread: 'Diese Wallet kann nicht benutzt werden: {what}' },
  },
  welcome: {
    headline: { unread: 'Kleine Entscheidungen. Sofort bezahlt.' },
    points: [
      [
        'Bezahlt pro Label',
        {
          unread:
            'Jedes Label, das mit den anderen übereinstimmt, wird in Satoshis bezahlt, on-chain und mit Beleg.',
        },
      ],
      [
        'Kein Warten',
        'Die nächste Aufgabe ist da, bevor Sie sie brauchen. Arbeiten Sie eine Minute oder einen Tag.',
      ],
      [
        'Selbst nachprüfbar',
        { unread: 'Jede Zahlung verweist auf ihre Transaktion. Nichts wird stillschweigend einbehalten.' },
      ],
    ],
  },
  signUp: {
    title: 'Konto anlegen',
    lead: 'Das dauert eine Minute.',
    email: 'E-Mail',
    password: 'Passwort',
    passwordHint: 'Mindestens 8 Zeichen.',
    showPassword: 'Passwort anzeigen',
    adult: { unread: 'Ich bin mindestens 18 Jahre alt.' },
    terms: 'Ich akzeptiere die',
    termsLink: 'Nutzungsbedingungen',
    submit: 'Registrieren',
    haveAccount: 'Sie haben schon ein Konto?',
    logIn: 'Anmelden',
    needEmail: 'Geben Sie Ihre E-Mail-Adresse ein, z.\u00a0B. kim@example.com.',
    needPassword: 'Verwenden Sie 8 bis 128 Zeichen.',
    needAdult: { unread: 'Um hier zu arbeiten, müssen Sie mindestens 18 Jahre alt sein.' },
    needTerms: 'Akzeptieren Sie die Bedingungen, um fortzufahren.',
    taken: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich stattdessen an.',
  },
  logIn: {
    title: 'Willkommen zurück',
    lead: 'Melden Sie sich an und machen Sie weiter, wo Sie aufgehört haben.',
    submit: 'Anmelden',
    wrong: 'E-Mail oder Passwort ist falsch.',
    noAccount: 'Neu hier?',
    signUp: 'Konto anlegen',
    ended:
      'Ihre Sitzung ist beendet. Melden Sie sich wieder an; Labels, die noch nicht gesendet wurden, bleiben erhalten.',
  },
  security: {
    title: 'Anmeldung und Sicherheit',
    lead: 'Ihre E-Mail, Ihr Passwort, Ihre Passkeys und wo Sie angemeldet sind.',
    open: 'E-Mail, Passwort, Sitzungen',
    forgot: 'Passwort vergessen?',
    forgotTitle: 'Passwort vergessen?',
    forgotLead: 'Geben Sie Ihre E-Mail ein. Sie bekommen einen Link zu einem neuen Passwort.',
    forgotSubmit: 'Link senden',
    forgotSent:
      'Wenn es ein Konto mit dieser E-Mail gibt, ist eine Nachricht unterwegs. Ihr Link gilt eine Stunde. Sehen Sie auch im Spam-Ordner nach.',
    toLogIn: 'Zurück zur Anmeldung',
    resetTitle: 'Neues Passwort setzen',
    resetLead: 'Damit enden alle Sitzungen Ihres Kontos.',
    resetSubmit: 'Passwort setzen',
    stopTitle: 'Ist das nicht Ihre Wallet?',
    stopLead: {
      unread:
        'Ihr Verdienst geht nicht dorthin. Alle Sitzungen Ihres Kontos enden, und Sie setzen ein anderes Passwort.',
    },
    stopSubmit: 'Das war ich nicht: verhindern',
    stopDone: 'Verhindert; alle Sitzungen sind beendet. Setzen Sie jetzt ein anderes Passwort.',
    stopOnly:
      'Verhindert; alle Sitzungen sind beendet. Seit dieser Nachricht wurde noch etwas an Ihrer Anmeldung geändert, darum setzt ihr Link kein Passwort: Fordern Sie selbst einen Link an. Kommt keiner an, hat Ihr Konto inzwischen eine andere E-Mail: Wenden Sie sich an den Betreiber dieser Seite.',
    stopLate:
      'Dieser Link gilt nicht mehr: Er ist zu alt, oder Sie haben damit schon ein anderes Passwort gesetzt.',
    resetDone: 'Ihr neues Passwort ist gesetzt. Melden Sie sich damit an.',
    askAgain: 'Einen anderen Link anfordern',
    linkInvalid:
      'Dieser Link gilt nicht mehr: Er wurde benutzt oder ist zu alt. Fordern Sie einen anderen an.',
    wrongPassword: 'Das ist nicht Ihr jetziges Passwort.',
    emailTaken: 'Diese E-Mail hat inzwischen ein anderes Konto.',
    guessable:
      'Das ist leicht zu erraten. Nehmen Sie ein längeres oder ein paar Wörter, die nicht zusammengehören.',
    confirmTitle: 'E-Mail bestätigen',
    confirmLead: 'Damit wir Sie erreichen, wenn es um Ihr Konto geht.',
    confirmSubmit: 'Diese Adresse gehört mir',
    confirmed: '{email} ist bestätigt.',
    verified: 'Bestätigt',
    notVerified: 'Noch nicht bestätigt: Folgen Sie dem Link in der Nachricht, die Sie bekommen haben.',
    sendAgain: 'Nachricht noch einmal senden',
    sentAgain: 'Eine Nachricht ist unterwegs.',
    newEmail: 'Neue E-Mail',
    changeEmail: 'E-Mail ändern',
    emailAsked: 'Folgen Sie dem Link in der Nachricht an {email}: Dann ist das hier Ihre E-Mail.',
    currentPassword: 'Aktuelles Passwort',
    newPassword: 'Neues Passwort',
    changePassword: 'Passwort ändern',
    passwordChanged: 'Geändert. Ihre anderen Sitzungen sind beendet.',
    sessions: 'Wo Sie angemeldet sind',
    unknownDevice: 'Unbekanntes Gerät',
    since: 'seit {time}',
    thisOne: 'Diese hier',
    end: 'Beenden',
    endOf: 'Beenden: {device}, {since}',
    endOthers: 'Alle anderen beenden',
  },
  trail: {
    open: 'Was in meinem Konto geschah',
    title: 'Was in meinem Konto geschah',
    lead: 'Anmeldungen, Änderungen und Auszahlungen, die neuesten zuerst. Was Sie nicht kennen, waren nicht Sie: Beenden Sie Ihre Sitzungen und setzen Sie ein anderes Passwort.',
    back: 'Zurück zu Anmeldung und Sicherheit',
    empty: 'Noch nichts',
    byOperator: 'durch den Betreiber',
    bySystem: 'von selbst',
    refused: '{what}: abgelehnt, {why}',
    unknown: '{what}: ob es geschah, ist nicht bekannt',
    factors: {
      password: 'falsches Passwort',
      code: 'falscher Code',
      passkey: 'falscher Passkey',
      other: 'nicht nachgewiesen',
    },
    actions: {
      'worker.created': 'Konto angelegt',
      'worker.suspended': 'Konto gesperrt',
      'worker.reinstated': 'Sperre aufgehoben',
      'session.opened': 'Anmeldung',
      'session.ended': 'Sitzung beendet',
      'sessions.ended': 'Alle anderen Sitzungen beendet',
      'profile.changed': 'Profil geändert',
      'password.changed': 'Passwort geändert',
      'email.change_asked': 'Andere E-Mail verlangt',
      'email.confirmed': 'E-Mail bestätigt',
      'passkey.added': 'Passkey hinzugefügt',
      'passkey.removed': 'Passkey entfernt',
      'second_factor.turned_on': 'Zweiter Faktor eingeschaltet',
      'second_factor.turned_off': 'Zweiter Faktor ausgeschaltet',
      'second_factor.ending': 'Zweiter Faktor endet bald',
      'recovery_codes.renewed': 'Neue Wiederherstellungscodes',
      'wallet.changed': 'Wallet angegeben',
      'wallet.in_force': 'Die neue Wallet gilt',
      'wallet.removed': 'Wallet entfernt',
      'wallet.taken_back': 'Die neue Wallet wurde zurückgenommen',
      'wallet.stopped': 'Eine neue Wallet wurde mit dem Link der Nachricht verhindert',
      'withdrawal.asked': 'Auszahlung verlangt',
      'pool.joined': 'Einer Organisation beigetreten',
      'pool.left': 'Eine Organisation verlassen',
      'appeal.opened': 'Ein Label angefochten',
      'export.taken': 'Eigene Daten mitgenommen',
      'deletion.asked': 'Löschung des Kontos verlangt',
      'deletion.taken_back': 'Löschung zurückgenommen',
    },
  },
  join: {
    title: 'Ihre Einladung',
    invited: '{organisation} lädt Sie ein',
    lead: 'Für sie zu annotieren, als eine ihrer eigenen Personen.',
    about: {
      headline: 'Ihr Blick. Ihre Frage.',
      points: [
        [
          'Was Sie tun',
          'Sie sehen Bilder oder Texte, eins nach dem anderen, und wählen die Antwort, die passt.',
        ],
        ['Für wen es ist', { unread: 'Bei jedem Inhalt steht, für wen er ist und ob er bezahlt wird.' }],
        ['Wann Sie mögen', 'Am Telefon oder am Schreibtisch, für eine Minute oder einen Tag.'],
      ],
    },
    terms: [
      {
        unread:
          'Sie sehen Ihren Anzeigenamen, wie viele Labels Sie für sie gegeben haben und wie oft diese mit denen anderer übereinstimmen.',
      },
      {
        unread:
          'Ob es bezahlt wird, ist zwischen Ihnen und ihnen. Bei jedem Inhalt steht es, bevor Sie ihn annotieren.',
      },
      { unread: 'Ihre Aufgaben für die Öffentlichkeit bekommen Sie nicht mehr. Sie können jederzeit gehen.' },
    ],
    signUp: 'Konto anlegen und beitreten',
    logIn: 'Ich habe ein Konto',
    as: 'Sie sind angemeldet als {email}.',
    submit: 'Beitreten',
    joined: 'Sie gehören jetzt zu den eigenen Personen von {organisation}.',
    invalid:
      'Diese Einladung gilt nicht mehr: Sie wurde benutzt, widerrufen oder ist zu alt. Bitten Sie um eine neue.',
    tooMany: 'Sie sind so vielen Organisationen beigetreten, wie ein Konto kann.',
    pools: 'Sie annotieren für',
    poolsText: 'Als eine ihrer eigenen Personen: Deren Inhalte kommen zuerst.',
    since: 'seit {date}',
    leave: 'Verlassen',
    leaveOf: '{organisation} verlassen',
    unpaid: 'unbezahlt',
  },
  factors: {
    logInByPasskey: 'Mit einem Passkey anmelden',
    codeTitle: 'Noch ein Schritt',
    codeLead: 'Ihre Anmeldung braucht neben dem Passwort einen Code.',
    phoneCode: 'Code',
    phoneCodeHint: 'Die sechs Ziffern, die die App auf Ihrem Telefon jetzt zeigt.',
    recoveryCode: 'Wiederherstellungscode',
    recoveryCodeHint:
      'Einer von denen, die Sie aufbewahrt haben, z.\u00a0B. 7M2Q-4KXC-9RTB-0VWD. Jeder gilt einmal.',
    useRecovery: 'Einen Wiederherstellungscode benutzen',
    usePhone: 'Die App auf meinem Telefon benutzen',
    nobodyAnswered:
      'Kein Passkey hat geantwortet. Versuchen Sie es noch einmal oder benutzen Sie Ihr Passwort.',
    passkeyKnown: 'Dieses Gerät hat schon einen Passkey Ihres Kontos.',
    passkeyRefused: 'Dieser Passkey öffnet hier kein Konto.',
    otherPlace:
      'Unter dieser Adresse gehen Passkeys nicht: Öffnen Sie die App mit ihrem Namen, nicht mit einer Nummer.',
    tooLate: 'Das hat zu lange gedauert, oder Ihr Konto hat sich geändert. Beginnen Sie noch einmal.',
    wrongCode: 'Dieser Code ist falsch oder wurde schon benutzt. Nehmen Sie den, den Ihre App jetzt zeigt.',
    codesWait:
      'Zu viele falsche Codes. Versuchen Sie es in {minutes, number} Min. wieder, oder benutzen Sie einen Wiederherstellungscode oder einen Passkey.',
    passkeys: 'Passkeys',
    passkeysLead:
      'Melden Sie sich mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts an. Ohne Passwort, ohne Code.',
    noPasskeysHere: 'Dieser Browser kennt keine Passkeys.',
    addPasskey: 'Passkey hinzufügen',
    passkeyName: 'Name',
    passkeyNameHint: 'Damit Sie ihn wiedererkennen, z.\u00a0B. Mein Telefon.',
    added: 'hinzugefügt {time}',
    used: 'zuletzt benutzt {time}',
    neverUsed: 'noch nicht benutzt',
    remove: 'Entfernen',
    removeOf: 'Entfernen: {name}',
    removeLead: '„{name}“ öffnet Ihr Konto nicht mehr, und Ihre anderen Sitzungen enden.',
    currentPassword: 'Aktuelles Passwort',
    code: 'Code',
    codeHint: 'Der App auf Ihrem Telefon, oder ein Wiederherstellungscode.',
    proofLead: 'Zeigen Sie zuerst, dass Sie es sind.',
    proveByPasskey: 'Stattdessen einen Passkey benutzen',
    next: 'Weiter',
    cancel: 'Abbrechen',
    close: 'Schließen',
    secondFactor: 'Codes Ihres Telefons',
    secondFactorLead: 'Die Anmeldung mit Passwort braucht dann auch einen Code einer App auf Ihrem Telefon.',
    isOn: 'Eingeschaltet seit {time}.',
    codesLeft: 'Übrige Wiederherstellungscodes: {count, number}',
    ends: 'Dem Betreiber wurde gesagt, dass Sie Ihr Telefon verloren haben: Ab {time} ist kein Code mehr nötig. Wenn Sie es haben, melden Sie sich vorher mit einem Code an.',
    turnOn: 'Einschalten',
    turnOff: 'Ausschalten',
    turnOffLead: 'Von da an genügt Ihr Passwort zur Anmeldung, und Ihre anderen Sitzungen enden.',
    scan: 'Scannen Sie das mit einer Authenticator-App auf Ihrem Telefon und geben Sie dann den Code ein, den sie zeigt.',
    qrCode: 'QR-Code mit dem Geheimnis für Ihre App; darunter steht es als Text',
    secret: 'Oder geben Sie das in der App ein:',
    copySecret: 'Geheimnis kopieren',
    firstCode: 'Code der App',
    recovery: 'Wiederherstellungscodes',
    recoveryLead:
      'Jeder davon ersetzt einmal einen Code, wenn Sie Ihr Telefon nicht haben. Sie werden nur jetzt gezeigt: Bewahren Sie sie anderswo auf.',
    recoveryAccount: 'Wiederherstellungscodes von {email} bei ASG Refinery',
    renew: 'Neue Wiederherstellungscodes',
    download: 'Herunterladen',
    copyAll: 'Alle kopieren',
    copied: 'Kopiert',
    selected: 'Ausgewählt: Kopieren Sie es jetzt mit der Tastatur oder dem Menü',
    kept: 'Ich habe sie aufbewahrt',
  },
  leaving: {
    open: 'Ihre Daten: mitnehmen oder Konto löschen',
    title: 'Ihre Daten',
    lead: 'Was über Sie bekannt ist, und das Ende Ihres Kontos.',
    exportTitle: 'Mitnehmen',
    exportText: {
      unread:
        'Eine Datei mit allem, was über Sie bekannt ist: Konto, Sitzungen, Nachrichten, Labels, Zahlungen, Einsprüche und Meldungen. Darin steht auch, was fehlt und warum.',
    },
    export: 'Meine Daten herunterladen',
    taken: 'Die Datei ist unterwegs.',
    deleteTitle: 'Konto löschen',
    meaning: [
      {
        unread:
          'Sie können es 14 Tage lang zurücknehmen: Melden Sie sich an, oder folgen Sie dem Link in der Nachricht, die Sie bekommen. Bis dahin gibt es keine Arbeit.',
      },
      {
        unread:
          'Dann werden Ihre E-Mail, Ihr Name, Ihr Telefon, Ihre Wallet und alles, was Sie geschrieben haben, gelöscht. Niemand kann sie zurückholen.',
      },
      {
        unread:
          'Ihre Labels und Zahlungen bleiben, unter einer Nummer, der niemand ansieht, dass sie Ihre ist.',
      },
      {
        unread:
          'Was für Sie verwahrt wird, geht an Ihre Wallet. Ohne Wallet bleibt es verwahrt, und niemand kann es Ihnen später auszahlen.',
      },
    ],
    heldToWallet: { unread: '{amount} werden für Sie verwahrt. Sie gehen an Ihre Wallet.' },
    held: {
      unread: '{amount} werden für Sie verwahrt. Geben Sie vorher eine Wallet an, damit Sie sie bekommen.',
    },
    delete: 'Mein Konto löschen',
    until: {
      unread:
        'Ihr Konto soll gelöscht werden. Bis {time} können Sie das zurücknehmen; dann wird alles Persönliche gelöscht.',
    },
    keep: 'Mein Konto behalten',
    kept: 'Ihr Konto bleibt.',
    noWork: { unread: 'Keine Arbeit, während Sie gehen' },
    stayTitle: 'Konto behalten?',
    stayLead: { unread: 'Sie wollten es löschen lassen. Noch ist nichts gelöscht.' },
  },
  terms: {
    title: 'Nutzungsbedingungen',
    points: [
      [
        { unread: 'Wer arbeiten darf' },
        {
          unread: 'Sie sind mindestens 18 Jahre alt und nutzen ein einziges Konto mit Ihrer eigenen Wallet.',
        },
      ],
      [
        { unread: 'Was ein Label ist' },
        {
          unread:
            'Sehen Sie sich die ganze Aufgabe an, folgen Sie ihrer Anleitung und entscheiden Sie selbst. Ein gesendetes Label ist endgültig. Können Sie sich nicht entscheiden, überspringen Sie die Aufgabe: Das hat keine Folgen.',
        },
      ],
      [
        { unread: 'Was bezahlt wird' },
        {
          unread:
            'Ein Label, das mit dem Konsens übereinstimmt, wird zu dem Satz bezahlt, der neben der Aufgabe steht, in einer Transaktion zusammen mit anderen. Ein kleiner Betrag wird mit Ihrer nächsten Zahlung gesendet. Was Sie am Anfang verdienen, wird möglicherweise für Sie verwahrt, bis genug Ihrer Antworten richtig waren oder einige Tage vergangen sind: Unter „Verdienst“ steht es. Labels, die nicht übereinstimmen, werden nicht bezahlt.',
        },
      ],
      [
        { unread: 'Wie Qualität gemessen wird' },
        {
          unread:
            'Bei manchen Aufgaben ist die Antwort schon bekannt. Auch diese Aufgaben werden bezahlt. Ihre Stufe ergibt sich aus ihnen und daraus, wie oft Sie mit anderen übereinstimmen.',
        },
      ],
      [
        { unread: 'Wann ein Konto gesperrt wird' },
        {
          unread:
            'Raten, Skripte und geteilte Konten führen zu einer Sperre. Sie erfahren den Grund und können Einspruch erheben; ein Mensch antwortet. Was für ein neues Konto dann noch verwahrt wird, geht an die zurück, die es bezahlt haben, wenn der Einspruch nicht rechtzeitig kommt oder abgelehnt wird.',
        },
      ],
      [
        { unread: 'Was Sie sehen, ist vertraulich' },
        { unread: 'Die Inhalte gehören den Kunden. Kopieren Sie sie nicht und geben Sie sie nicht weiter.' },
      ],
    ],
    back: 'Zurück',
  },
  profile: {
    welcomeTitle: 'Ein paar Angaben zu Ihnen',
    welcomeLead:
      'Damit Sie Aufgaben bekommen, die Sie beurteilen können. Ihre Sprachen, und ob Sie auch Verstörendes nehmen, entscheiden, welche Sie sehen.',
    title: 'Profil',
    lead: 'Ihre Sprachen entscheiden, welche Aufgaben Sie bekommen.',
    name: 'Anzeigename',
    nameHint: '2 bis 50 Zeichen. Sie können ihn jederzeit ändern.',
    phone: 'Telefon',
    phoneHint: 'Verschlüsselt gespeichert. Niemand außer Ihnen sieht es.',
    badPhone: 'Nehmen Sie Ziffern, Leerzeichen und + - ( ) . /, 5 bis 40 davon, z.\u00a0B. +49 30 1234567.',
    country: 'Land',
    choose: 'Auswählen …',
    primary: 'Sprache, die Sie am besten können',
    others: 'Weitere Sprachen, in denen Sie arbeiten können',
    add: 'Sprache hinzufügen …',
    remove: '{language} entfernen',
    save: 'Speichern',
    start: 'Mit der Arbeit beginnen',
    saved: 'Profil gespeichert.',
    needName: 'Geben Sie einen Namen mit 2 bis 50 Zeichen ein.',
    needCountry: 'Wählen Sie Ihr Land.',
    needLanguage: 'Wählen Sie die Sprache, die Sie am besten können.',
    member: 'Mitglied seit {date}',
    sensitive: 'Auch Aufgaben, die verstören können',
    sensitiveHint: { unread: 'Etwa Gewalt oder Nacktheit. Sie bleiben verdeckt, bis Sie sie sehen möchten.' },
    logOut: 'Abmelden',
    account: 'Konto',
  },
  pwa: {
    description: {
      unread: 'Beschriften Sie Bilder und Texte, und werden Sie für jedes Label bezahlt, das übereinstimmt.',
    },
    offlineTitle: 'Kein Netz, und nichts gespeichert',
    offlineText:
      'Die App ist noch nicht auf diesem Gerät, oder Ihr Browser hat sie entfernt. Gegebene Antworten werden gesendet, sobald die App wieder da ist. Verbinden Sie sich mit dem Internet, und versuchen Sie es noch einmal.',
  },
  push: {
    title: 'Bescheid geben, wenn es Arbeit gibt',
    lead: 'Eine Benachrichtigung auf diesem Gerät, wenn Aufgaben in Ihren Sprachen warten: höchstens eine in sechs Stunden, und keine, während Sie arbeiten. Über die Aufgaben sagt sie nichts.',
    turnOn: 'Hier Bescheid geben',
    turnOff: 'Auf diesem Gerät beenden',
    isOn: 'Dieses Gerät erfährt, wenn es Arbeit gibt.',
    blocked:
      'Ihr Browser blockiert Benachrichtigungen dieser App. Erlauben Sie sie in seinen Einstellungen für diese Seite, und kommen Sie dann zurück.',
    unsupported:
      'Dieser Browser kann nicht benachrichtigt werden. Auf einem iPhone oder iPad fügen Sie die App zuerst dem Home-Bildschirm hinzu, und öffnen Sie sie von dort.',
    failed: 'Der Push-Dienst Ihres Browsers war nicht erreichbar. Versuchen Sie es später noch einmal.',
    others: '{n, plural, one {# weiteres Gerät erfährt es auch.} other {# weitere Geräte erfahren es auch.}}',
    offEverywhere: 'Auf allen Geräten beenden',
  },
  questions: {
    title: 'Fragen',
    lead: {
      unread:
        'Was Sie üben und wählen können. Übungen sind unbezahlt, zählen für nichts anderes, und die Antwort kommt sofort. Alle anderen Fragen kommen von selbst, als Nächstbestes.',
    },
    open: 'Fragen',
    nextBest: 'Das Nächstbeste',
    emptyTitle: 'Zurzeit keine Frage zum Üben',
    emptyText: 'Hier erscheinen Fragen mit Übungen. Bis dahin: Beantworten Sie, was als Nächstes kommt.',
    forTeam: 'Für {organisation}',
    sensitive: 'Kann verstören',
    reward: { unread: 'für jede Antwort, die übereinstimmt' },
    perHour: { unread: 'etwa {amount} je Stunde, aus der Übung geschätzt' },
    seconds: '{n, plural, one {etwa # Sekunde} other {etwa # Sekunden}} je Antwort',
    toDo: '{n, plural, one {# Übung} other {# Übungen}}',
    halfDone: '{answered, number} von {items, number} geübt',
    best: 'Beste Übung: {share, number, percent}',
    notYet: 'Noch nicht geübt',
    again: 'Nächste Übung ab {when}',
    practise: 'Üben',
    goOn: 'Weiter üben',
    practiseQuestion: '{act}: {question}',
    choose: 'Das beantworten',
    chooseQuestion: 'Das beantworten: {question}',
    unchoose: 'Lieber das Nächstbeste',
  },
  practice: {
    title: 'Übung',
    progress: 'Übung {n, number} von {items, number}',
    right: 'Richtig',
    wrong: 'Nicht ganz: Die Antwort ist „{answer}“',
    next: 'Weiter',
    finish: 'Zum Ergebnis',
    overTitle: '{right, number} von {items, number} richtig',
    overText: {
      unread:
        'Aufgaben zu dieser Frage können einen Anteil richtiger Antworten verlangen. Ihre beste Runde zählt; einen Tag später können Sie wieder üben.',
    },
    gone: 'Hier gibt es zurzeit nichts zu üben.',
    toQuestions: 'Alle Fragen',
    toWork: 'Jetzt labeln',
  },
  work: {
    pageTitle: 'Labeln',
    leaseLeft: 'Restzeit',
    minuteLeft: 'Noch eine Minute für diese Aufgabe.',
    reward: { unread: 'wenn Ihr Label übereinstimmt' },
    today: 'Heute',
    paidToday: 'Heute bezahlt',
    instructions: 'Anleitung',
    noInstructions: 'Zu dieser Aufgabe gibt es keine Anleitung. Richten Sie sich nach der Frage.',
    keys: 'Tastatur',
    submit: 'Senden',
    skip: 'Überspringen',
    chooseFirst: 'Wählen Sie zuerst eine Antwort.',
    below: '{n, plural, one {# Antwort} other {# Antworten}} weiter unten',
    toQuestion: 'Zurück zur Frage',
    wholeQuestion: 'Ganze Frage zeigen',
    lessQuestion: 'Weniger von der Frage zeigen',
    undo: 'Zurücknehmen',
    leaves: '„{label}“ wird in fünf Sekunden gesendet. Bis dahin lässt es sich zurücknehmen.',
    leavesSkip: 'Die Aufgabe wird in fünf Sekunden übersprungen. Bis dahin lässt es sich zurücknehmen.',
    takenBack: 'Zurückgenommen. Entscheiden Sie noch einmal.',
    next: 'Aufgabe {n, number}: {question}',
    imageAlt: 'Das zu beurteilende Bild',
    imageStage:
      'Bild. Plus und Minus zoomen, die Pfeiltasten verschieben den Ausschnitt, 0 zeigt das ganze Bild.',
    textStage: 'Der zu beurteilende Text',
    textCut: 'Von diesem sehr langen Text wird nur der erste Teil gezeigt.',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    zoomFit: 'Alles zeigen',
    zoomWidth: 'Ganze Breite',
    zoomHeight: 'Ganze Höhe',
    loading: 'Die Aufgabe ist unterwegs',
    loadingWork: 'Arbeit wird gesucht',
    waitingTitle: 'Warten auf eine Verbindung',
    waitingText:
      'Diese Aufgabe ist noch nicht angekommen. Sie wird angezeigt, sobald wieder eine Verbindung besteht.',
    coveredTitle: 'Dieser Inhalt kann verstören',
    coveredText: {
      unread:
        'Er bleibt verdeckt, bis Sie ihn sehen möchten. Sie können ihn auch überspringen: Das hat keine Folgen.',
    },
    reveal: 'Inhalt zeigen',
    brokenTitle: 'Diese Aufgabe lässt sich nicht laden',
    brokenText: {
      unread:
        'Der Server des Kunden liefert sie nicht aus, oder sie ist weder Bild noch Text. Versuchen Sie es erneut, oder überspringen Sie die Aufgabe: Das hat keine Folgen.',
    },
    emptyTitle: 'Gerade keine Arbeit',
    emptyText:
      'Jede offene Aufgabe ist schon bei jemand anderem. Neue kommen jederzeit; diese Seite sieht von selbst nach und zeigt sie sofort an.',
    offlineTitle: 'Keine Verbindung zum Server',
    offlineText:
      'Es gibt nichts mehr zu labeln, bis der Server wieder erreichbar ist. Diese Seite versucht es von selbst wieder.',
    lookNow: 'Jetzt nachsehen',
    looking: 'Wird nachgesehen …',
    looksAgain: 'Nächster Versuch in {seconds, number} s',
    late: 'Bei einer Aufgabe ist die Zeit abgelaufen; nun können andere sie bearbeiten. Sonst ist nichts verloren.',
    lateLabel:
      'Ein Label kam erst nach Ablauf der Zeit an und konnte nicht gezählt werden. Alle anderen sind sicher.',
    conflict:
      'Eine Aufgabe hatten Sie schon beantwortet, vielleicht auf einem anderen Gerät. Die erste Antwort zählt.',
    elsewhere:
      'Diese Aufgabe haben Sie auf einem anderen Gerät oder in einem anderen Fenster erledigt. Hier ist, was als Nächstes kommt.',
    refused: 'Ein Label wurde vom Server nicht angenommen.',
    waiting: '{n, plural, one {# Label wartet} other {# Labels warten}} auf eine Verbindung',
    sent: 'Alle Labels sind gesendet.',
  },
  report: {
    open: 'Diesen Inhalt melden',
    lead: {
      unread:
        'Für einen Inhalt, der nicht oder nicht so gezeigt werden sollte. Ein Mensch sieht ihn sich an. Die Aufgabe bleibt Ihre: Beantworten oder überspringen Sie sie.',
    },
    reason: 'Was daran falsch ist',
    choose: 'Wählen…',
    reasons: {
      sexual: 'Nacktheit oder sexuelle Inhalte',
      violence: 'Gewalt oder Verletzungen',
      hate: 'Hass oder Belästigung',
      self_harm: 'Suizid oder Selbstverletzung',
      child_abuse: 'Missbrauch von Kindern',
      personal_data: 'Private Daten einer Person',
      illegal: 'Etwas anderes, das gegen das Gesetz ist',
      other: 'Etwas anderes',
    },
    needReason: 'Wählen Sie, was an dem Inhalt falsch ist.',
    note: 'In Ihren Worten',
    send: 'Melden',
    sent: 'Danke: Der Betreiber sieht sich diesen Inhalt an.',
  },
  keys: {
    title: 'Tastatur',
    rows: [
      ['1 … 9', 'Antwort wählen'],
      ['Enter', 'Label senden'],
      ['S', 'Aufgabe überspringen'],
      ['U', 'Das Letzte zurücknehmen, fünf Sekunden lang; auch Strg+Z'],
      ['Z', 'Vergrößern und wieder verkleinern'],
      ['I', 'Anleitung'],
      ['?', 'Diese Liste'],
    ],
    enabled: 'Kurzbefehle mit nur einer Taste',
    enabledHint:
      'Schalten Sie sie ab, wenn Sie Spracheingabe nutzen. Enter und die Pfeiltasten funktionieren trotzdem.',
  },
  history: {
    lead: 'Ihre Labels und was daraus geworden ist. Wählen Sie eines, um die Aufgabe und den Grund zu sehen.',
    item: 'Aufgabe',
    labelled: 'beantwortet: {time}',
    decided: 'Was entschieden wurde',
    nothingDecided: 'Noch nichts',
    noDecision: 'Nichts: zu wenige waren sich einig',
    why: 'Warum',
    itemGone:
      'Inhalte werden eine Woche lang gezeigt, nachdem Sie sie beantwortet haben. Dieser wird nicht mehr gezeigt.',
    itemBroken: 'Dieser Inhalt kann gerade nicht gezeigt werden.',
    itemCovered: 'Kann verstören',
    fullSize: 'In voller Größe öffnen',
    outcomeTexts: {
      waiting: { unread: 'Es ist noch nicht entschieden. Andere beantworten diese Aufgabe noch.' },
      agreed: { unread: 'Ihre Antwort ist die, auf die entschieden wurde.' },
      disagreed: { unread: 'Es wurde auf eine andere Antwort als Ihre entschieden.' },
      undecided: { unread: 'Zu wenige waren sich einig, deshalb wurde nichts entschieden.' },
      conceded: { unread: 'Sie haben das angefochten und hatten recht.' },
    },
    payTexts: {
      waiting: { unread: 'Sie bekommen {amount}, wenn es entschieden ist und Ihre Antwort übereinstimmt.' },
      due: { unread: '{amount} unterwegs, mit Ihrer nächsten Zahlung.' },
      paid: { unread: '{amount} bezahlt.' },
      not_paid: { unread: 'Nicht bezahlt: Nur Antworten, die übereinstimmen, werden bezahlt.' },
      own_people: {
        unread: 'Hier nicht bezahlt: Sie haben es als eigene Person einer Organisation beantwortet.',
      },
    },
    pays: {
      waiting: { unread: 'noch offen' },
      due: { unread: 'unterwegs' },
      paid: { unread: 'bezahlt' },
      not_paid: { unread: 'nicht bezahlt' },
      own_people: { unread: 'hier nicht bezahlt' },
    },
    title: 'Verlauf',
    labels: 'Labels',
    appeals: 'Einsprüche',
    caption: 'Labels, das neueste zuerst',
    question: 'Frage',
    answer: 'Ihr Label',
    when: 'Wann',
    outcome: 'Ergebnis',
    payment: 'Zahlung',
    contest: 'Anfechten',
    contestLabel: 'Anfechten: Ergebnis von „{label}“ zu „{question}“',
    contested: {
      open: { unread: 'Angefochten: wartet auf Antwort' },
      upheld: { unread: 'Angefochten: Sie hatten recht' },
      rejected: { unread: 'Angefochten: abgelehnt' },
    },
    outcomes: {
      waiting: { unread: 'wartet auf andere' },
      agreed: { unread: 'stimmt überein' },
      disagreed: { unread: 'andere sahen es anders' },
      undecided: { unread: 'kein Konsens' },
      conceded: { unread: 'Sie hatten recht' },
    },
    rightAnswer: 'Die richtige Antwort: „{answer}“',
    emptyTitle: 'Noch keine Labels',
    emptyText: {
      unread: 'Jedes Label, das Sie vergeben, steht hier mit seinem Ergebnis und seiner Zahlung.',
    },
  },
  appeals: {
    contest: { unread: 'Dieses Ergebnis anfechten' },
    about: {
      label: 'Ein Label',
      suspension: 'Eine Sperre',
    },
    states: {
      open: { unread: 'wartet auf Antwort' },
      upheld: { unread: 'Sie hatten recht' },
      rejected: { unread: 'abgelehnt' },
    },
    message: { unread: 'Warum halten Sie es für falsch?' },
    messageHint: { unread: 'Ein Mensch liest das und antwortet.' },
    needMessage: 'Schreiben Sie in wenigen Worten, warum.',
    send: 'Einspruch senden',
    sent: { unread: 'Einspruch gesendet. Die Antwort finden Sie in Ihrem Verlauf.' },
    yours: 'Was Sie geschrieben haben',
    answer: 'Die Antwort',
    emptyTitle: 'Keine Einsprüche',
    emptyText: {
      unread:
        'Wenn Ihnen ein Ergebnis im Verlauf falsch vorkommt, fechten Sie es dort an. Ein Mensch antwortet.',
    },
  },
  levels: {
    title: 'Stufe',
    names: {
      new: 'Neu',
      fair: 'Solide',
      reliable: 'Zuverlässig',
      trusted: 'Bewährt',
    },
    texts: {
      new: { unread: 'Über Ihre Arbeit ist noch wenig bekannt. Noch ein paar Labels, und Sie steigen auf.' },
      fair: {
        unread:
          'Manche Ihrer Antworten weichen von denen ab, die für richtig befunden wurden. Je mehr stimmen, desto mehr Aufgaben bekommen Sie.',
      },
      reliable: {
        unread: 'Ihre Antworten stimmen mit den anderen überein. Aufgaben werden Ihnen früh angeboten.',
      },
      trusted: {
        unread:
          'Sie gehören zu denen, auf deren Antworten am meisten Verlass ist. Aufgaben werden Ihnen zuerst angeboten.',
      },
    },
  },
  suspended: {
    keeps: { unread: 'Worüber Sie schon verfügen konnten, bleibt Ihres.' },
    contest: { unread: 'Halten Sie das für falsch?' },
    contestText: { unread: 'Fechten Sie es an. Ein Mensch sieht sich Ihre Arbeit an und antwortet.' },
    contested: { unread: 'Sie haben das angefochten. Ein Mensch wird antworten.' },
    toAppeals: { unread: 'Ihre Einsprüche' },
    title: { unread: 'Ihr Konto ist gesperrt' },
    since: { unread: 'Seit dem {date}. Solange die Sperre gilt, bekommen Sie keine Aufgaben.' },
    reason: { unread: 'Der Grund' },
  },
  hold: {
    title: { unread: '{amount} vorläufig verwahrt' },
    maturing: {
      unread:
        'Was Sie am Anfang verdienen, wird für Sie verwahrt. Sie können darüber verfügen, sobald {missing, plural, one {# weitere Antwort auf Aufgaben mit bekannter Lösung richtig ist} other {# weitere Antworten auf Aufgaben mit bekannter Lösung richtig sind}}, oder ab dem {date}. Richtige Antworten werden von Zeit zu Zeit gezählt, nicht sofort.',
    },
    suspended: {
      unread:
        'Ihr Konto wurde gesperrt, während das für Sie verwahrt war. Fechten Sie die Sperre bis zum {contestUntil} an, sonst geht es an die zurück, die es bezahlt haben.',
    },
    contested: {
      unread: 'Es bleibt verwahrt, bis Ihr Einspruch beantwortet ist: Haben Sie recht, behalten Sie es.',
    },
    pending: { unread: 'vorläufig' },
  },
  forfeits: {
    title: { unread: 'Zurückgegangen an die, die es bezahlt haben' },
    text: {
      unread:
        'Das war für Sie verwahrt. Ihr Konto wurde gesperrt, bevor Sie darüber verfügen konnten, und die Sperre wurde nicht rechtzeitig angefochten, oder Ihr Einspruch wurde abgelehnt.',
    },
    why: { unread: 'Grund der Sperre' },
  },
  earnings: {
    pending: { unread: 'Wartend' },
    pendingHint: {
      unread: 'Wird für Sie gehalten, solange Sie neu sind. Sie können noch nicht darüber verfügen.',
    },
    maturesAt: { unread: 'Spätestens am {date} Ihres.' },
    matured: { unread: 'Frei' },
    maturedHint: {
      unread:
        'Ihres und noch nicht in Ihrer Wallet: gehalten, bis es eine Wallet gibt, oder zu wenig, um es allein zu senden.',
    },
    sent: { unread: 'Bezahlt' },
    sentHint: { unread: 'An Ihre Wallet gesendet.' },
    hourly: { unread: 'Pro Arbeitsstunde' },
    hourlyNone: { unread: 'Bekannt, sobald Sie zehn Minuten gearbeitet haben.' },
    hourlyHint: { unread: '{earned} in {minutes} Min. Arbeit seit {since}.' },
    hourlyHow: {
      unread:
        'Berechnet aus Ihren neuesten Labels, höchstens 500, der letzten 30 Tage: was seit dem ersten davon bezahlt wurde, geteilt durch die Zeit von Label zu Label. Pausen von mehr als 5 Minuten zählen nicht. Labels, die noch nicht entschieden sind, zählen als Zeit und noch nicht als Lohn.',
    },
    about: { unread: 'etwa {amount}' },
    rate: { unread: '1 BSV = {amount}, laut {source} am {time}.' },
    noRate: {
      unread: 'Beträge stehen nur in Satoshis da: Es gibt keinen aktuellen Kurs für eine andere Währung.',
    },
    currency: 'Ihre Währung',
    currencyOfCountry: 'Die Ihres Landes',
    withBefore: { unread: 'mit {amount} von vorher' },
    carriedOn: { unread: '{amount} gehen mit einer späteren Zahlung' },
    statement: { unread: 'Jahresaufstellung' },
    statementText: {
      unread:
        'Jede Zahlung eines Jahres mit ihrer Transaktion. Eine Zahlung gehört zu dem Jahr (UTC), in dem ihre Transaktion gemacht wurde. Alles in Satoshis: Kurse der Tage werden nicht aufbewahrt.',
    },
    year: 'Jahr',
    csv: 'Als CSV herunterladen',
    toPrint: 'Ansehen und drucken',
    print: 'Drucken',
    statementOf: { unread: 'Aufstellung {year}' },
    statementFor: '{name}, {email}',
    month: 'Monat',
    payments: { unread: 'Zahlungen' },
    earned: { unread: 'Verdient' },
    forfeited: { unread: 'Zurückgegangen' },
    total: 'Summe',
    nothingThen: { unread: 'In diesem Jahr wurde nichts bezahlt.' },
    title: 'Verdienst',
    lead: 'Jede Zahlung mit ihrer Transaktion.',
    paidLabels: 'Bezahlte Labels',
    given: 'Vergebene Labels',
    carried: { unread: 'Übertrag' },
    carriedWaits: { unread: 'Wartet auf Ihren Paymail-Dienst: wird am {when} erneut gesendet.' },
    when: 'Wann',
    labels: 'Labels',
    amount: 'Bezahlt',
    transaction: 'Transaktion',
    emptyTitle: 'Noch keine Zahlungen',
    emptyText: {
      unread:
        'Sobald eine Aufgabe entschieden ist und Ihr Label übereinstimmt, steht die Zahlung hier, meist innerhalb von Sekunden.',
    },
    toWork: 'Mit der Arbeit beginnen',
    caption: 'Zahlungen, die neueste zuerst',
  },
  wallet: {
    wanted: {
      unread: '{amount} werden für Sie gehalten. Richten Sie eine Wallet ein, damit Sie sie bekommen.',
    },
    wantedShort: 'jetzt einrichten',
    title: 'Wallet',
    lead: 'Wohin Ihr Verdienst gesendet wird.',
    now: 'Zahlungen gehen an',
    noneTitle: 'Noch keine Wallet',
    none: { unread: 'Ihr Verdienst wird für Sie verwahrt, bis Sie eine angeben. Nichts geht verloren.' },
    noneYet: { unread: 'Ihr Verdienst wird für Sie verwahrt. Nichts geht verloren.' },
    address: 'Adresse',
    paymail: 'Paymail',
    payee: 'Ihre Wallet',
    payeeHint: 'Eine Paymail wie kim@example.com, ein $handle oder eine P2PKH-Adresse.',
    needPayee: 'Geben Sie eine Paymail, ein $handle oder eine Adresse ein.',
    confirm:
      'Ihre Anmeldung ist eine Weile her: Geben Sie Ihr Passwort ein, damit niemand sonst das ändern kann.',
    save: 'Speichern',
    change: 'Ändern',
    saved: { unread: 'Wallet gespeichert. Weitere Zahlungen gehen dorthin.' },
    savedWaiting: { unread: 'Wallet gespeichert. Sie gilt ab {from}.' },
    waits: { unread: 'Ihre neue Wallet, ab {from}' },
    waitsOld: {
      unread:
        'Bis dahin werden Sie bezahlt wie bisher. Eine Mail sagte es Ihnen, damit niemand sonst das tun kann. Wenn Sie die alte Wallet verloren haben: Entfernen Sie sie und geben Sie die neue noch einmal an. Ihr Verdienst wird so lange für Sie verwahrt.',
    },
    waitsHeld: {
      unread:
        'Bis dahin wird Ihr Verdienst für Sie verwahrt. Eine Mail sagte es Ihnen, damit niemand sonst das tun kann.',
    },
    drop: 'Nicht ändern',
    dropped: 'Die neue Wallet wurde zurückgenommen.',
    withdrawLater: { unread: 'Sie können es ab {from} übertragen, wenn Ihre Wallet gilt.' },
    savedPending: {
      unread:
        'Wallet gespeichert. Was vorläufig verwahrt ist, geht dorthin, sobald Sie darüber verfügen können.',
    },
    remove: 'Entfernen',
    removed: { unread: 'Wallet entfernt. Ihr Verdienst wird für Sie verwahrt.' },
    problem: {
      unread: 'An Ihre Paymail konnte am {when} nicht gezahlt werden. Die Zahlung wird erneut versucht.',
    },
    held: { unread: 'Für Sie verwahrt' },
    heldText: {
      unread:
        'Bezahlt, als Sie noch keine Wallet hatten. Übertragen Sie es jederzeit auf Ihre Wallet; die Gebühr übernehmen wir.',
    },
    heldPending: {
      unread:
        'Davon sind {amount} vorläufig: Sie gehen von selbst an Ihre Wallet, sobald Sie darüber verfügen können.',
    },
    withdraw: 'Auf meine Wallet übertragen',
    setFirst: 'Geben Sie zuerst eine Wallet an.',
    notYet: {
      unread:
        'Noch ist nichts bereit: Zahlungen können übertragen werden, sobald sie in einem Block sind. Versuchen Sie es in ein paar Minuten wieder.',
    },
    underWay: { unread: 'Ihr Verdienst ist auf dem Weg zu Ihrer Wallet.' },
    withdrawals: 'Auf Ihre Wallet übertragen',
    state: 'Status',
    states: {
      pending: 'unterwegs',
      sent: 'gesendet',
      confirmed: 'bestätigt',
      refused: 'abgelehnt',
    },
    amount: 'Betrag',
  },
  offline: {
    title: 'Keine Verbindung',
    text: 'Die App startet, sobald wieder eine Verbindung besteht. Labels, die noch nicht gesendet wurden, bleiben auf diesem Gerät.',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    toWork: 'Zur Arbeit',
  },
};
