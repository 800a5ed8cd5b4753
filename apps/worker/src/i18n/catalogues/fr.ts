import type { Catalogue } from '../catalogue.ts';

/** Every message of the app, in French. */
export const catalogue: Catalogue = {
  app: {
    name: 'ASG Work',
    skipToContent: 'Aller au contenu',
    close: 'Fermer',
    dismiss: 'Masquer',
    tryAgain: 'Réessayer',
    cancel: 'Annuler',
    optional: 'facultatif',
    newTab: 's’ouvre dans un nouvel onglet',
    more: 'Afficher plus',
    loading: 'Chargement',
    newVersion: 'Une nouvelle version est prête.',
    update: 'Mettre à jour',
    failed: 'Un problème est survenu ici',
    failedText:
      'Vos annotations sont en sécurité. Rechargez la page\u00a0; si rien ne change, prévenez l’exploitant.',
    reload: 'Recharger',
    language: 'Langue',
    theme: 'Apparence',
    themes: { system: 'Automatique', light: 'Claire', dark: 'Sombre' },
  },
  nav: {
    label: 'Menu principal',
    work: 'Travail',
    earnings: 'Gains',
    history: 'Historique',
    wallet: 'Portefeuille',
    profile: 'Profil',
  },
  units: {
    sats: '{n, plural, one {# sat} many {# de sats} other {# sats}}',
    labels: '{n, plural, one {# annotation} many {# d’annotations} other {# annotations}}',
  },
  errors: {
    network: 'Pas de connexion. Vérifiez votre réseau et réessayez.',
    server: 'Le serveur ne peut pas répondre pour le moment. Réessayez dans un instant.',
    tooMany: 'Trop de tentatives. Patientez un instant, puis réessayez.',
    notAccepted: 'Cela n’a pas été accepté\u00a0: {what}',
    notPossible: 'Ce n’est plus possible\u00a0: quelque chose a changé. Rechargez la page.',
    gone: 'Cela n’existe plus.',
  },
  refusals: {
    account_suspended: { unread: 'Votre compte est suspendu.' },
    account_leaving: 'Votre compte va être supprimé\u00a0: gardez-le d’abord.',
    deletion_begun: 'Votre compte est déjà en cours d’effacement.',
    wallet_needed: 'Indiquez d’abord un portefeuille.',
    pay_on_hold: {
      unread: 'Ce que vous gagnez au début est conservé\u00a0: vous ne pouvez pas encore en disposer.',
    },
    nothing_to_withdraw: { unread: 'Rien de ce qui est conservé pour vous n’est encore dans un bloc.' },
    contested: { unread: 'Vous avez déjà contesté ceci.' },
    not_contestable: {
      unread: 'Ceci ne peut pas être contesté\u00a0: seulement une annotation décidée qui n’a rien rapporté.',
    },
    not_suspended: { unread: 'Votre compte n’est pas suspendu.' },
    too_many_appeals: {
      unread: '20 de vos recours attendent une réponse. Contestez ceci quand l’un d’eux aura sa réponse.',
    },
    too_many_pools: 'Un compte rejoint au plus 20 organisations.',
    too_many_passkeys: 'Un compte a au plus 10 clés d’accès. Retirez-en d’abord une.',
    profile_incomplete: 'Complétez d’abord votre profil.',
    not_logged_in: 'Votre session est terminée. Reconnectez-vous.',
    cross_site_request:
      'Votre navigateur a appelé depuis un autre site. Ouvrez l’application à sa propre adresse.',
    lease_ended: 'Le temps de cet élément est écoulé.',
  },
  rules: {
    payable: { unread: 'Ce portefeuille ne peut pas être utilisé\u00a0: {what}' },
  },
  welcome: {
    headline: { unread: 'De petites décisions. Payées aussitôt.' },
    points: [
      [
        'Payé à l’annotation',
        {
          unread:
            'Chaque annotation qui concorde avec les autres est payée en satoshis, sur la chaîne de blocs, avec un reçu.',
        },
      ],
      [
        'Sans attente',
        'L’élément suivant est là avant que vous en ayez besoin. Travaillez une minute ou une journée.',
      ],
      [
        'Tout se vérifie',
        { unread: 'Chaque paiement renvoie à sa transaction. Rien n’est retenu sans un mot.' },
      ],
    ],
  },
  signUp: {
    title: 'Créez votre compte',
    lead: 'Cela prend une minute.',
    email: 'E-mail',
    password: 'Mot de passe',
    passwordHint: 'Au moins 8 caractères.',
    showPassword: 'Afficher le mot de passe',
    adult: { unread: 'J’ai au moins 18 ans.' },
    terms: 'J’accepte les',
    termsLink: 'conditions de travail',
    submit: 'S’inscrire',
    haveAccount: 'Vous avez déjà un compte\u00a0?',
    logIn: 'Se connecter',
    needEmail: 'Saisissez votre adresse e-mail, par exemple kim@example.com.',
    needPassword: 'Utilisez de 8 à 128 caractères.',
    needAdult: { unread: 'Pour travailler ici, vous devez avoir au moins 18 ans.' },
    needTerms: 'Acceptez les conditions pour continuer.',
    taken: 'Un compte existe déjà avec cet e-mail. Connectez-vous plutôt.',
  },
  logIn: {
    title: 'Bon retour parmi nous',
    lead: 'Connectez-vous et reprenez là où vous en étiez.',
    submit: 'Se connecter',
    wrong: 'L’e-mail ou le mot de passe est incorrect.',
    noAccount: 'Première visite\u00a0?',
    signUp: 'Créer un compte',
    ended:
      'Votre session est terminée. Reconnectez-vous\u00a0; les annotations pas encore envoyées sont conservées.',
  },
  security: {
    title: 'Connexion et sécurité',
    lead: 'Votre e-mail, votre mot de passe, vos clés d’accès et vos sessions ouvertes.',
    open: 'E-mail, mot de passe, sessions',
    forgot: 'Mot de passe oublié\u00a0?',
    forgotTitle: 'Mot de passe oublié\u00a0?',
    forgotLead: 'Saisissez votre e-mail. Vous recevrez un lien pour définir un nouveau mot de passe.',
    forgotSubmit: 'Envoyer le lien',
    forgotSent:
      'S’il existe un compte avec cet e-mail, un message est en route. Son lien est valable une heure. Regardez aussi dans les indésirables.',
    toLogIn: 'Retour à la connexion',
    resetTitle: 'Définissez un nouveau mot de passe',
    resetLead: 'Toutes les sessions de votre compte seront fermées.',
    resetSubmit: 'Définir le mot de passe',
    stopTitle: 'Ce portefeuille n’est pas le vôtre\u00a0?',
    stopLead: {
      unread:
        'Vos gains n’iront pas là-bas. Toutes les sessions de votre compte sont fermées, et vous définissez un autre mot de passe.',
    },
    stopSubmit: 'Ce n’était pas moi\u00a0: tout arrêter',
    stopDone:
      'C’est arrêté, et toutes les sessions sont fermées. Définissez maintenant un autre mot de passe.',
    stopOnly:
      'C’est arrêté, et toutes les sessions sont fermées. Depuis ce message, autre chose a été changé dans votre connexion, donc son lien ne définit aucun mot de passe\u00a0: demandez vous-même un lien. Si aucun n’arrive, votre compte a désormais un autre e-mail\u00a0: prévenez l’exploitant de ce site.',
    stopLate:
      'Ce lien n’est plus valable\u00a0: il est trop ancien, ou vous avez déjà défini un autre mot de passe avec lui.',
    resetDone: 'Votre nouveau mot de passe est défini. Connectez-vous avec lui.',
    askAgain: 'Demander un autre lien',
    linkInvalid: 'Ce lien n’est plus valable\u00a0: il a servi, ou il est trop ancien. Demandez-en un autre.',
    wrongPassword: 'Ce n’est pas votre mot de passe actuel.',
    emailTaken: 'Cet e-mail appartient désormais à un autre compte.',
    guessable: 'Il est facile à deviner. Prenez-en un plus long, ou quelques mots sans rapport entre eux.',
    confirmTitle: 'Confirmez votre e-mail',
    confirmLead: 'Pour que nous puissions vous joindre au sujet de votre compte.',
    confirmSubmit: 'Cette adresse est la mienne',
    confirmed: '{email} est confirmé.',
    verified: 'Confirmé',
    notVerified: 'Pas encore confirmé\u00a0: suivez le lien du message que vous avez reçu.',
    sendAgain: 'Renvoyer le message',
    sentAgain: 'Un message est en route.',
    newEmail: 'Nouvel e-mail',
    changeEmail: 'Changer l’e-mail',
    emailAsked: 'Suivez le lien du message envoyé à {email}\u00a0: ce sera alors votre e-mail ici.',
    currentPassword: 'Mot de passe actuel',
    newPassword: 'Nouveau mot de passe',
    changePassword: 'Changer le mot de passe',
    passwordChanged: 'C’est changé. Vos autres sessions sont fermées.',
    sessions: 'Vos sessions ouvertes',
    unknownDevice: 'Appareil inconnu',
    since: 'depuis le {time}',
    thisOne: 'Celle-ci',
    end: 'Fermer',
    endOf: 'Fermer\u00a0: {device}, {since}',
    endOthers: 'Fermer toutes les autres',
  },
  trail: {
    open: 'Ce qui s’est passé dans mon compte',
    title: 'Ce qui s’est passé dans mon compte',
    lead: 'Connexions, changements et retraits, les plus récents d’abord. Ce que vous ne reconnaissez pas ne vient pas de vous\u00a0: fermez vos sessions et définissez un autre mot de passe.',
    back: 'Retour à la connexion et à la sécurité',
    empty: 'Rien pour le moment',
    byOperator: 'par l’exploitant',
    bySystem: 'automatiquement',
    refused: '{what}\u00a0: refusé, {why}',
    unknown: '{what}\u00a0: on ne sait pas si cela a été fait',
    factors: {
      password: 'mauvais mot de passe',
      code: 'mauvais code',
      passkey: 'mauvaise clé d’accès',
      other: 'non prouvé',
    },
    actions: {
      'worker.created': 'Compte créé',
      'worker.suspended': 'Compte suspendu',
      'worker.reinstated': 'Suspension levée',
      'session.opened': 'Connexion',
      'session.ended': 'Session fermée',
      'sessions.ended': 'Toutes les autres sessions fermées',
      'profile.changed': 'Profil modifié',
      'password.changed': 'Mot de passe modifié',
      'email.change_asked': 'Autre e-mail demandé',
      'email.confirmed': 'E-mail confirmé',
      'passkey.added': 'Clé d’accès ajoutée',
      'passkey.removed': 'Clé d’accès retirée',
      'second_factor.turned_on': 'Second facteur activé',
      'second_factor.turned_off': 'Second facteur désactivé',
      'second_factor.ending': 'Le second facteur prend bientôt fin',
      'recovery_codes.renewed': 'Nouveaux codes de secours',
      'wallet.changed': 'Portefeuille indiqué',
      'wallet.in_force': 'Le nouveau portefeuille est en vigueur',
      'wallet.removed': 'Portefeuille retiré',
      'wallet.taken_back': 'Le nouveau portefeuille a été annulé',
      'wallet.stopped': 'Un nouveau portefeuille a été arrêté par le lien du message',
      'withdrawal.asked': 'Retrait demandé',
      'pool.joined': 'Organisation rejointe',
      'pool.left': 'Organisation quittée',
      'appeal.opened': 'Une annotation contestée',
      'export.taken': 'Vos données emportées',
      'deletion.asked': 'Suppression du compte demandée',
      'deletion.taken_back': 'Suppression annulée',
    },
  },
  join: {
    title: 'Votre invitation',
    invited: '{organisation} vous invite',
    lead: 'À annoter au sein de sa propre équipe.',
    about: {
      headline: 'Votre regard. Leur question.',
      points: [
        [
          'Ce que vous faites',
          'Vous regardez des images ou des textes, un par un, et choisissez la réponse qui convient.',
        ],
        ['Pour qui', { unread: 'Chaque élément indique pour qui il est, et s’il est payé.' }],
        ['Quand vous voulez', 'Sur votre téléphone ou à un bureau, une minute ou une journée.'],
      ],
    },
    terms: [
      {
        unread:
          'L’organisation voit votre nom affiché, combien d’annotations vous avez faites pour elle et combien de fois elles concordent avec celles des autres.',
      },
      {
        unread:
          'La rémunération est une affaire entre elle et vous. Chaque élément indique s’il est payé avant que vous l’annotiez.',
      },
      {
        unread:
          'Ses tâches destinées au public ne vous sont plus proposées. Vous pouvez partir à tout moment.',
      },
    ],
    signUp: 'Créer un compte et rejoindre',
    logIn: 'J’ai un compte',
    as: 'Session ouverte au nom de {email}.',
    submit: 'Rejoindre',
    joined: 'Vous faites maintenant partie de l’équipe de {organisation}.',
    invalid:
      'Cette invitation n’est plus valable\u00a0: elle a servi, a été retirée ou est trop ancienne. Demandez-en une autre.',
    tooMany: 'Vous avez rejoint autant d’organisations qu’un compte le permet.',
    pools: 'Vous annotez pour',
    poolsText: 'Au sein de leur propre équipe\u00a0: leurs éléments passent en premier.',
    since: 'depuis le {date}',
    leave: 'Quitter',
    leaveOf: 'Quitter {organisation}',
    unpaid: 'non payé',
  },
  factors: {
    logInByPasskey: 'Se connecter avec une clé d’accès',
    codeTitle: 'Encore une étape',
    codeLead: 'Pour vous connecter, il faut un code en plus du mot de passe.',
    phoneCode: 'Code',
    phoneCodeHint: 'Les six chiffres que l’application de votre téléphone affiche maintenant.',
    recoveryCode: 'Code de secours',
    recoveryCodeHint:
      'Un de ceux que vous avez conservés, par exemple 7M2Q-4KXC-9RTB-0VWD. Chacun sert une fois.',
    useRecovery: 'Utiliser un code de secours',
    usePhone: 'Utiliser l’application de mon téléphone',
    nobodyAnswered: 'Aucune clé d’accès n’a répondu. Réessayez, ou utilisez votre mot de passe.',
    passkeyKnown: 'Cet appareil a déjà une clé d’accès de votre compte.',
    passkeyRefused: 'Cette clé d’accès n’ouvre aucun compte ici.',
    otherPlace:
      'Les clés d’accès ne fonctionnent pas à cette adresse\u00a0: ouvrez l’application par son nom, pas par un numéro.',
    tooLate: 'C’était trop long, ou votre compte a changé entre-temps. Recommencez.',
    wrongCode: 'Ce code est faux ou a déjà servi. Prenez celui que votre application affiche maintenant.',
    codesWait:
      'Trop de codes faux. Réessayez dans {minutes, number} min, ou utilisez un code de secours ou une clé d’accès.',
    passkeys: 'Clés d’accès',
    passkeysLead:
      'Connectez-vous avec votre empreinte, votre visage ou le code PIN de votre appareil. Sans mot de passe, sans code.',
    noPasskeysHere: 'Ce navigateur ne connaît pas les clés d’accès.',
    addPasskey: 'Ajouter une clé d’accès',
    passkeyName: 'Nom',
    passkeyNameHint: 'Pour la reconnaître, par exemple Mon téléphone.',
    added: 'ajoutée le {time}',
    used: 'utilisée en dernier le {time}',
    neverUsed: 'pas encore utilisée',
    remove: 'Retirer',
    removeOf: 'Retirer\u00a0: {name}',
    removeLead: '«\u00a0{name}\u00a0» n’ouvrira plus votre compte, et vos autres sessions seront fermées.',
    currentPassword: 'Mot de passe actuel',
    code: 'Code',
    codeHint: 'Celui de l’application de votre téléphone, ou un code de secours.',
    proofLead: 'Montrez d’abord que c’est bien vous.',
    proveByPasskey: 'Utiliser plutôt une clé d’accès',
    next: 'Suivant',
    cancel: 'Annuler',
    close: 'Fermer',
    secondFactor: 'Codes de votre téléphone',
    secondFactorLead:
      'La connexion par mot de passe demandera aussi un code d’une application de votre téléphone.',
    isOn: 'Activé depuis le {time}.',
    codesLeft: 'Codes de secours restants\u00a0: {count, number}',
    ends: 'On a signalé à l’exploitant que vous avez perdu votre téléphone\u00a0: à partir du {time}, aucun code ne sera plus demandé. Si vous l’avez, connectez-vous avant avec un code.',
    turnOn: 'Activer',
    turnOff: 'Désactiver',
    turnOffLead:
      'Dès lors, votre mot de passe suffira pour vous connecter, et vos autres sessions seront fermées.',
    scan: 'Scannez ceci avec une application d’authentification sur votre téléphone, puis saisissez le code qu’elle affiche.',
    qrCode: 'Code QR contenant le secret pour votre application\u00a0; le même figure en texte ci-dessous',
    secret: 'Ou saisissez ceci dans l’application\u00a0:',
    copySecret: 'Copier le secret',
    firstCode: 'Code de l’application',
    recovery: 'Codes de secours',
    recoveryLead:
      'Chacun remplace un code une seule fois, quand vous n’avez pas votre téléphone. Ils ne sont affichés que maintenant\u00a0: conservez-les ailleurs.',
    recoveryAccount: 'Codes de secours de {email} chez ASG Refinery',
    renew: 'Nouveaux codes de secours',
    download: 'Télécharger',
    copyAll: 'Tout copier',
    copied: 'Copié',
    selected: 'Sélectionné\u00a0: copiez-le maintenant au clavier ou par le menu',
    kept: 'Je les ai conservés',
  },
  leaving: {
    open: 'Vos données\u00a0: les emporter, ou supprimer votre compte',
    title: 'Vos données',
    lead: 'Ce que l’on sait de vous, et la fin de votre compte.',
    exportTitle: 'Les emporter',
    exportText: {
      unread:
        'Un seul fichier avec tout ce que l’on sait de vous\u00a0: compte, sessions, messages, annotations, paiements, recours et signalements. Il dit ce qui n’y figure pas, et pourquoi.',
    },
    export: 'Télécharger mes données',
    taken: 'Le fichier est en route.',
    deleteTitle: 'Supprimer votre compte',
    meaning: [
      {
        unread:
          'Vous avez 14 jours pour revenir en arrière\u00a0: connectez-vous, ou suivez le lien du message que vous recevrez. D’ici là, il n’y a pas de travail.',
      },
      {
        unread:
          'Ensuite, votre e-mail, votre nom, votre téléphone, votre portefeuille et tout ce que vous avez écrit sont effacés. Personne ne peut les rétablir.',
      },
      {
        unread:
          'Vos annotations et vos paiements restent, sous un numéro que personne ne peut relier à vous.',
      },
      {
        unread:
          'Ce qui est conservé pour vous est envoyé à votre portefeuille. Sans portefeuille, cela reste conservé, et personne ne pourra vous le verser plus tard.',
      },
    ],
    heldToWallet: {
      unread: 'Conservé pour vous\u00a0: {amount}. Cette somme sera envoyée à votre portefeuille.',
    },
    held: {
      unread:
        'Conservé pour vous\u00a0: {amount}. Indiquez d’abord un portefeuille pour recevoir cette somme.',
    },
    delete: 'Supprimer mon compte',
    until: {
      unread:
        'Votre compte va être supprimé. Jusqu’au {time}, vous pouvez revenir en arrière\u00a0; ensuite, tout ce qui est personnel est effacé.',
    },
    keep: 'Garder mon compte',
    kept: 'Votre compte est gardé.',
    noWork: { unread: 'Pas de travail pendant la suppression' },
    stayTitle: 'Garder votre compte\u00a0?',
    stayLead: { unread: 'Vous avez demandé sa suppression. Rien n’est encore effacé.' },
  },
  terms: {
    title: 'Conditions de travail',
    points: [
      [
        { unread: 'Qui peut travailler' },
        { unread: 'Vous avez au moins 18 ans et utilisez un seul compte, avec votre propre portefeuille.' },
      ],
      [
        { unread: 'Ce qu’est une annotation' },
        {
          unread:
            'Regardez l’élément entier, suivez ses instructions et décidez par vous-même. Une annotation envoyée est définitive. Si vous ne pouvez pas décider, passez l’élément\u00a0: cela n’a aucune conséquence.',
        },
      ],
      [
        { unread: 'Ce qui est payé' },
        {
          unread:
            'Une annotation qui concorde avec le consensus est payée au tarif affiché à côté de l’élément, dans une transaction commune. Une petite somme est reportée sur votre prochain paiement. Ce que vous gagnez au début peut être conservé pour vous, jusqu’à ce qu’assez de vos réponses aient été justes ou que quelques jours aient passé\u00a0: la page Gains l’indique. Les annotations qui ne concordent pas ne sont pas payées.',
        },
      ],
      [
        { unread: 'Comment la qualité est mesurée' },
        {
          unread:
            'Certains éléments ont une réponse connue. Ils sont payés comme les autres. Votre niveau dépend d’eux et de la fréquence à laquelle vous concordez avec les autres.',
        },
      ],
      [
        { unread: 'Quand un compte est suspendu' },
        {
          unread:
            'Répondre au hasard, utiliser des scripts ou partager un compte conduit à une suspension. Le motif vous est communiqué et vous pouvez former un recours\u00a0; une personne répond. Ce qui est encore conservé pour un compte récent revient alors à ceux qui l’ont payé, sauf si le recours arrive à temps et est fondé.',
        },
      ],
      [
        { unread: 'Ce que vous voyez est confidentiel' },
        { unread: 'Les éléments appartiennent aux clients. Ne les copiez pas et ne les partagez pas.' },
      ],
    ],
    back: 'Retour',
  },
  profile: {
    welcomeTitle: 'Quelques mots sur vous',
    welcomeLead:
      'Pour que vous receviez des éléments que vous pouvez juger. Vos langues, et votre choix quant aux éléments qui peuvent heurter, décident de ce que vous voyez.',
    title: 'Profil',
    lead: 'Vos langues décident des éléments que vous recevez.',
    name: 'Nom affiché',
    nameHint: 'De 2 à 50 caractères. Vous pouvez le changer à tout moment.',
    phone: 'Téléphone',
    phoneHint: 'Conservé sous forme chiffrée. Personne d’autre que vous ne le voit.',
    badPhone: 'Utilisez des chiffres, des espaces et + - ( ) . /, de 5 à 40, par exemple +49 30 1234567.',
    country: 'Pays',
    choose: 'Choisir…',
    primary: 'Langue que vous connaissez le mieux',
    others: 'Autres langues dans lesquelles vous pouvez travailler',
    add: 'Ajouter une langue…',
    remove: 'Retirer {language}',
    save: 'Enregistrer',
    start: 'Commencer à travailler',
    saved: 'Profil enregistré.',
    needName: 'Saisissez un nom de 2 à 50 caractères.',
    needCountry: 'Choisissez votre pays.',
    needLanguage: 'Choisissez la langue que vous connaissez le mieux.',
    member: 'Compte créé le {date}',
    sensitive: 'Me proposer aussi des éléments qui peuvent heurter',
    sensitiveHint: {
      unread: 'Par exemple la violence ou la nudité. Ils sont masqués jusqu’à ce que vous vouliez les voir.',
    },
    logOut: 'Se déconnecter',
    account: 'Compte',
  },
  pwa: {
    description: {
      unread: 'Étiquetez des images et des textes, et soyez payé pour chaque étiquette qui concorde.',
    },
    offlineTitle: 'Pas de réseau, et rien d’enregistré',
    offlineText:
      'L’application n’est pas encore sur cet appareil, ou votre navigateur l’a supprimée. Les réponses données sont envoyées dès que l’application est de retour. Connectez-vous à internet et réessayez.',
  },
  push: {
    title: 'Me prévenir quand il y a du travail',
    lead: 'Une notification sur cet appareil quand des éléments dans vos langues attendent\u00a0: une au plus toutes les six heures, et aucune pendant que vous travaillez. Elle ne dit rien des éléments.',
    turnOn: 'Me prévenir sur cet appareil',
    turnOff: 'Ne plus prévenir sur cet appareil',
    isOn: 'Cet appareil est prévenu quand il y a du travail.',
    blocked:
      'Votre navigateur bloque les notifications de cette application. Autorisez-les dans ses réglages pour ce site, puis revenez.',
    unsupported:
      'Ce navigateur ne peut pas être prévenu. Sur un iPhone ou un iPad, ajoutez d’abord l’application à l’écran d’accueil, et ouvrez-la de là.',
    failed: 'Le service de notification de votre navigateur est injoignable. Réessayez plus tard.',
    others:
      '{n, plural, one {# autre appareil est prévenu aussi.} many {# autres appareils sont prévenus aussi.} other {# autres appareils sont prévenus aussi.}}',
    offEverywhere: 'Ne plus prévenir sur aucun appareil',
  },
  questions: {
    title: 'Questions',
    lead: {
      unread:
        'Ce que vous pouvez vous entraîner à faire et choisir. L’entraînement n’est pas payé, ne compte pour rien d’autre et donne la réponse aussitôt. Les autres questions arrivent d’elles-mêmes.',
    },
    open: 'Questions',
    nextBest: 'La suivante',
    emptyTitle: 'Aucune question à travailler pour le moment',
    emptyText: 'Les questions avec entraînement apparaissent ici. D’ici là, annotez ce qui vient.',
    forTeam: 'Pour {organisation}',
    sensitive: 'Peut heurter',
    reward: { unread: 'pour chaque annotation qui concorde' },
    perHour: { unread: 'environ {amount} par heure, une estimation d’après l’entraînement' },
    seconds:
      '{n, plural, one {environ # seconde} many {environ # de secondes} other {environ # secondes}} chacune',
    toDo: '{n, plural, one {# élément d’entraînement} many {# d’éléments d’entraînement} other {# éléments d’entraînement}}',
    halfDone: '{answered, number} sur {items, number} faits',
    best: 'Meilleur entraînement\u00a0: {share, number, percent}',
    notYet: 'Pas encore travaillée',
    again: 'Prochain entraînement à partir du {when}',
    practise: 'S’entraîner',
    goOn: 'Continuer l’entraînement',
    practiseQuestion: '{act}\u00a0: {question}',
    choose: 'Annoter celle-ci',
    chooseQuestion: 'Annoter celle-ci\u00a0: {question}',
    unchoose: 'Plutôt la suivante',
  },
  practice: {
    title: 'Entraînement',
    progress: 'Élément {n, number} sur {items, number}',
    right: 'Juste',
    wrong: 'Pas tout à fait\u00a0: la réponse est «\u00a0{answer}\u00a0»',
    next: 'Suivant',
    finish: 'Voir le résultat',
    overTitle: '{right, number} sur {items, number} justes',
    overText: {
      unread:
        'Les tâches de cette question peuvent demander une part de réponses justes. Votre meilleure série compte\u00a0; vous pouvez recommencer un jour plus tard.',
    },
    gone: 'Il n’y a rien à travailler ici pour le moment.',
    toQuestions: 'Toutes les questions',
    toWork: 'Annoter maintenant',
  },
  work: {
    pageTitle: 'Annoter',
    leaseLeft: 'Temps restant',
    minuteLeft: 'Encore une minute pour cet élément.',
    reward: { unread: 'si votre annotation concorde' },
    today: 'Aujourd’hui',
    paidToday: 'Payé aujourd’hui',
    instructions: 'Instructions',
    noInstructions: 'Cet élément n’a pas d’instructions. Décidez d’après la question.',
    keys: 'Clavier',
    submit: 'Envoyer',
    skip: 'Passer',
    chooseFirst: 'Choisissez d’abord une option.',
    below: '{n, plural, one {# option} many {# d’options} other {# options}} plus bas',
    toQuestion: 'Revenir à la question',
    wholeQuestion: 'Afficher toute la question',
    lessQuestion: 'Afficher moins de la question',
    undo: 'Annuler',
    leaves: '«\u00a0{label}\u00a0» part dans cinq secondes. Vous pouvez encore l’annuler.',
    leavesSkip: 'L’élément sera passé dans cinq secondes. Vous pouvez encore l’annuler.',
    takenBack: 'Annulé. Choisissez de nouveau.',
    next: 'Élément {n, number}\u00a0: {question}',
    imageAlt: 'L’image à annoter',
    imageStage: 'Image. Plus et moins changent la taille, les flèches la déplacent, 0 l’affiche en entier.',
    textStage: 'Texte à annoter',
    textCut: 'De ce très long texte, seule la première partie est affichée.',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    zoomFit: 'Tout afficher',
    zoomWidth: 'Pleine largeur',
    zoomHeight: 'Pleine hauteur',
    loading: 'L’élément est en route',
    loadingWork: 'Recherche de travail',
    waitingTitle: 'En attente du réseau',
    waitingText: 'Cet élément n’est pas encore arrivé. Il s’affichera dès que le réseau sera revenu.',
    coveredTitle: 'Cet élément peut heurter',
    coveredText: {
      unread:
        'Il est masqué jusqu’à ce que vous vouliez le voir. Vous pouvez aussi le passer\u00a0: cela n’a aucune conséquence.',
    },
    reveal: 'Afficher l’élément',
    brokenTitle: 'Cet élément ne se charge pas',
    brokenText: {
      unread:
        'Son serveur ne le livre pas, ou ce n’est ni une image ni un texte. Réessayez, ou passez-le\u00a0: cela n’a aucune conséquence.',
    },
    emptyTitle: 'Pas de travail pour le moment',
    emptyText:
      'Tous les éléments ouverts sont en cours d’annotation par d’autres. De nouveaux arrivent à tout moment\u00a0; cette page regarde d’elle-même et les affiche aussitôt.',
    offlineTitle: 'Pas de connexion au serveur',
    offlineText:
      'Il ne reste rien à annoter tant que le serveur n’est pas joignable. Cette page réessaie d’elle-même.',
    lookNow: 'Regarder maintenant',
    looking: 'Recherche…',
    looksAgain: 'Nouvel essai dans {seconds, number} s',
    late: 'Le temps d’un élément est écoulé\u00a0: il est revenu aux autres. Rien d’autre n’est perdu.',
    lateLabel:
      'Une annotation est arrivée hors délai et n’a pas pu être comptée. Toutes les autres sont en sécurité.',
    conflict:
      'Vous aviez déjà répondu à un élément, peut-être sur un autre appareil. La première réponse compte.',
    elsewhere:
      'Vous avez déjà traité cet élément sur un autre appareil ou dans une autre fenêtre. Voici la suite.',
    refused: 'Une annotation n’a pas été acceptée par le serveur.',
    waiting:
      '{n, plural, one {# annotation attend} many {# d’annotations attendent} other {# annotations attendent}} le réseau',
    sent: 'Toutes les annotations sont envoyées.',
  },
  kinds: {
    comparison: 'Comparaison',
    multiLabel: 'Cocher tout ce qui convient',
    rating: 'Note',
    within: {
      unread:
        'si vous êtes à {steps, plural, one {# degré} many {# degrés} other {# degrés}} au plus de ce qui est décidé',
    },
    overlap: {
      unread: 'si vos coches et celles retenues sont les mêmes à {share, number, percent} au moins',
    },
    near: { unread: 'par réponse assez proche de ce qui est décidé\u00a0; chaque élément dit à quel point' },
    tickFirst: 'Cochez ce qui convient, ou «\u00a0Rien de tout cela\u00a0».',
    none: 'Rien de tout cela',
    tie: 'Égalité',
    context: 'Contexte',
    show: 'Ce qui est affiché',
    choosePlace: 'Choisir {place}',
    named: '{name}\u00a0: {what}',
  },
  report: {
    open: 'Signaler cet élément',
    lead: {
      unread:
        'Pour un élément qui ne devrait pas être montré, ou pas ainsi. Une personne l’examine. L’élément reste à vous\u00a0: annotez-le, ou passez-le.',
    },
    reason: 'Ce qui ne va pas',
    choose: 'Choisir…',
    reasons: {
      sexual: 'Nudité ou contenu sexuel',
      violence: 'Violence ou blessures',
      hate: 'Haine ou harcèlement',
      self_harm: 'Suicide ou automutilation',
      child_abuse: 'Maltraitance d’enfants',
      personal_data: 'Données privées d’une personne',
      illegal: 'Autre chose de contraire à la loi',
      other: 'Autre chose',
    },
    needReason: 'Choisissez ce qui ne va pas avec cet élément.',
    note: 'Avec vos mots',
    send: 'Signaler',
    sent: 'Merci\u00a0: l’exploitant va examiner cet élément.',
  },
  keys: {
    title: 'Clavier',
    rows: [
      ['1 … 9', 'Choisir une option'],
      ['Enter', 'Envoyer l’annotation'],
      ['S', 'Passer l’élément'],
      ['U', 'Annuler la dernière décision, pendant cinq secondes\u00a0; aussi Ctrl+Z'],
      ['Z', 'Agrandir, puis réduire'],
      ['I', 'Instructions'],
      ['T', 'Égalité, quand vous comparez'],
      ['N', 'Rien de tout cela, quand vous cochez'],
      ['F', 'Afficher le suivant'],
      ['← →', 'Choisir ce qui est à côté'],
      ['?', 'Cette liste'],
    ],
    enabled: 'Raccourcis à une touche',
    enabledHint:
      'Désactivez-les si vous utilisez la saisie vocale. Enter et les flèches fonctionnent de toute façon.',
  },
  history: {
    lead: 'Vos annotations et leur résultat. Choisissez-en une pour voir l’élément et la raison.',
    item: 'Élément',
    labelled: 'annoté le {time}',
    decided: 'Ce qui a été décidé',
    nothingDecided: 'Rien encore',
    noDecision: 'Rien\u00a0: trop peu étaient d’accord',
    why: 'Pourquoi',
    itemGone: 'Les éléments sont affichés une semaine après votre annotation. Celui-ci ne l’est plus.',
    itemBroken: 'Cet élément ne peut pas être affiché pour le moment.',
    itemCovered: 'Peut heurter',
    fullSize: 'Ouvrir en taille réelle',
    outcomeTexts: {
      waiting: { unread: 'Ce n’est pas encore décidé. D’autres annotent encore cet élément.' },
      agreed: { unread: 'Votre réponse est celle qui a été retenue.' },
      disagreed: { unread: 'Une autre réponse que la vôtre a été retenue.' },
      undecided: { unread: 'Trop peu étaient d’accord, donc rien n’a été décidé.' },
      conceded: { unread: 'Vous avez contesté, et vous aviez raison.' },
    },
    payTexts: {
      waiting: { unread: 'Vous recevez {amount} une fois la décision prise, si votre réponse concorde.' },
      due: { unread: '{amount} en route, avec votre prochain paiement.' },
      paid: { unread: 'Payé\u00a0: {amount}.' },
      not_paid: { unread: 'Non payé\u00a0: seules les réponses qui concordent sont payées.' },
      own_people: { unread: 'Non payé ici\u00a0: vous l’avez faite au sein de l’équipe d’une organisation.' },
    },
    pays: {
      waiting: { unread: 'pas encore connu' },
      due: { unread: 'en route' },
      paid: { unread: 'payé' },
      not_paid: { unread: 'non payé' },
      own_people: { unread: 'non payé ici' },
    },
    title: 'Historique',
    labels: 'Annotations',
    appeals: 'Recours',
    caption: 'Annotations, de la plus récente à la plus ancienne',
    question: 'Question',
    answer: 'Votre annotation',
    when: 'Quand',
    outcome: 'Résultat',
    payment: 'Paiement',
    contest: 'Contester',
    contestLabel: 'Contester le résultat de «\u00a0{label}\u00a0» pour «\u00a0{question}\u00a0»',
    contested: {
      open: { unread: 'Contesté\u00a0: en attente de réponse' },
      upheld: { unread: 'Contesté\u00a0: vous aviez raison' },
      rejected: { unread: 'Contesté\u00a0: rejeté' },
    },
    outcomes: {
      waiting: { unread: 'en attente des autres' },
      agreed: { unread: 'concorde' },
      disagreed: { unread: 'les autres ont vu autre chose' },
      undecided: { unread: 'pas de consensus' },
      conceded: { unread: 'vous aviez raison' },
    },
    rightAnswer: 'La bonne réponse\u00a0: «\u00a0{answer}\u00a0»',
    emptyTitle: 'Pas encore d’annotations',
    emptyText: { unread: 'Chaque annotation que vous faites figure ici, avec son résultat et son paiement.' },
  },
  appeals: {
    contest: { unread: 'Contester ce résultat' },
    about: { label: 'Une annotation', suspension: 'Une suspension' },
    states: {
      open: { unread: 'en attente de réponse' },
      upheld: { unread: 'vous aviez raison' },
      rejected: { unread: 'rejeté' },
    },
    message: { unread: 'Pourquoi pensez-vous que c’est faux\u00a0?' },
    messageHint: { unread: 'Une personne lit ceci et répond.' },
    needMessage: 'Dites en quelques mots pourquoi.',
    send: 'Envoyer le recours',
    sent: { unread: 'Recours envoyé. Vous trouverez la réponse dans votre historique.' },
    yours: 'Ce que vous avez écrit',
    answer: 'La réponse',
    emptyTitle: 'Aucun recours',
    emptyText: {
      unread: 'Si un résultat de votre historique vous semble faux, contestez-le là. Une personne répond.',
    },
  },
  levels: {
    title: 'Niveau',
    names: { new: 'Initial', fair: 'Correct', reliable: 'Fiable', trusted: 'De confiance' },
    texts: {
      new: {
        unread:
          'On sait encore peu de choses de votre travail. Encore quelques annotations, et vous monterez.',
      },
      fair: {
        unread:
          'Certaines de vos réponses diffèrent de celles qui se sont révélées justes. Plus elles concordent, plus vous recevez d’éléments.',
      },
      reliable: { unread: 'Vos réponses concordent avec les autres. Des éléments vous sont proposés tôt.' },
      trusted: {
        unread: 'Vos réponses comptent parmi les plus sûres. Des éléments vous sont proposés en premier.',
      },
    },
  },
  suspended: {
    keeps: { unread: 'Ce dont vous pouviez déjà disposer reste à vous.' },
    contest: { unread: 'Pensez-vous que c’est une erreur\u00a0?' },
    contestText: { unread: 'Contestez. Une personne examine votre travail et répond.' },
    contested: { unread: 'Vous avez contesté. Une personne répondra.' },
    toAppeals: { unread: 'Vos recours' },
    title: { unread: 'Votre compte est suspendu' },
    since: { unread: 'Depuis le {date}. Tant que cela dure, vous ne recevez pas d’éléments.' },
    reason: { unread: 'Le motif' },
  },
  hold: {
    title: { unread: 'En attente\u00a0: {amount}' },
    maturing: {
      unread:
        'Ce que vous gagnez au début est conservé pour vous. Vous pourrez en disposer après {missing, plural, one {encore # réponse juste} many {encore # de réponses justes} other {encore # réponses justes}} à des éléments dont la réponse est connue, ou le {date}. Les réponses justes sont comptées de temps en temps, pas aussitôt.',
    },
    suspended: {
      unread:
        'Votre compte a été suspendu pendant que cette somme était conservée pour vous. Contestez la suspension avant le {contestUntil}, sinon elle revient à ceux qui l’ont payée.',
    },
    contested: {
      unread:
        'Cette somme reste conservée jusqu’à la réponse à votre recours\u00a0: si vous avez raison, elle est à vous.',
    },
    pending: { unread: 'en attente' },
  },
  forfeits: {
    title: { unread: 'Revenu à ceux qui ont payé' },
    text: {
      unread:
        'Cette somme était conservée pour vous. Votre compte a été suspendu avant que vous puissiez en disposer, et vous n’avez pas contesté à temps, ou votre recours a été rejeté.',
    },
    why: { unread: 'Motif de la suspension' },
  },
  earnings: {
    pending: { unread: 'En attente' },
    pendingHint: {
      unread: 'Gardé pour vous tant que vous êtes nouveau. Vous ne pouvez pas encore en disposer.',
    },
    maturesAt: { unread: 'À vous le {date} au plus tard.' },
    matured: { unread: 'Disponible' },
    maturedHint: {
      unread:
        'À vous, et pas encore dans votre portefeuille\u00a0: gardé jusqu’à ce qu’il y en ait un, ou trop peu pour être envoyé seul.',
    },
    sent: { unread: 'Payé' },
    sentHint: { unread: 'Envoyé à votre portefeuille.' },
    hourly: { unread: 'Par heure de travail' },
    hourlyNone: { unread: 'Connu après dix minutes de travail.' },
    hourlyHint: { unread: '{earned} en {minutes} min de travail depuis le {since}.' },
    hourlyHow: {
      unread:
        'Calculé sur vos dernières étiquettes, 500 au plus, des 30 derniers jours\u00a0: ce qui a été payé depuis la première, divisé par le temps d’une étiquette à l’autre. Les pauses de plus de 5 minutes ne comptent pas. Les étiquettes pas encore décidées comptent comme temps, et pas encore comme paie.',
    },
    about: { unread: 'environ {amount}' },
    rate: { unread: '1 BSV = {amount}, selon {source} le {time}.' },
    noRate: {
      unread:
        'Les montants sont en satoshis seulement\u00a0: il n’y a pas de cours actuel pour une autre monnaie.',
    },
    currency: 'Votre monnaie',
    currencyOfCountry: 'Celle de votre pays',
    withBefore: { unread: 'avec {amount} d’avant' },
    carriedOn: { unread: '{amount} vont avec un paiement ultérieur' },
    statement: { unread: 'Relevé annuel' },
    statementText: {
      unread:
        'Chaque paiement d’une année, avec sa transaction. Un paiement est de l’année où sa transaction a été faite, en UTC. Tout en satoshis\u00a0: les cours des jours ne sont pas gardés.',
    },
    year: 'Année',
    csv: 'Télécharger en CSV',
    toPrint: 'Voir et imprimer',
    print: 'Imprimer',
    statementOf: { unread: 'Relevé de {year}' },
    statementFor: '{name}, {email}',
    month: 'Mois',
    payments: { unread: 'Paiements' },
    earned: { unread: 'Gagné' },
    forfeited: { unread: 'Retourné' },
    total: 'Total',
    nothingThen: { unread: 'Rien n’a été payé cette année.' },
    title: 'Gains',
    lead: 'Chaque paiement, avec sa transaction.',
    paidLabels: 'Annotations payées',
    given: 'Annotations faites',
    carried: { unread: 'Reporté' },
    carriedWaits: { unread: 'En attente de votre paymail\u00a0: nouvel envoi le {when}.' },
    when: 'Quand',
    labels: 'Annotations',
    amount: 'Payé',
    transaction: 'Transaction',
    emptyTitle: 'Pas encore de paiements',
    emptyText: {
      unread:
        'Dès qu’un élément est décidé et que votre annotation concorde, le paiement figure ici, en général en quelques secondes.',
    },
    toWork: 'Commencer à travailler',
    caption: 'Paiements, du plus récent au plus ancien',
  },
  wallet: {
    wanted: { unread: '{amount} sont gardés pour vous. Indiquez un portefeuille pour les recevoir.' },
    wantedShort: 'à indiquer',
    title: 'Portefeuille',
    lead: 'Où vos gains sont envoyés.',
    now: 'Les paiements vont à',
    noneTitle: 'Pas encore de portefeuille',
    none: {
      unread: 'Vos gains sont conservés pour vous jusqu’à ce que vous en indiquiez un. Rien n’est perdu.',
    },
    noneYet: { unread: 'Vos gains sont conservés pour vous. Rien n’est perdu.' },
    address: 'adresse',
    paymail: 'paymail',
    payee: 'Votre portefeuille',
    payeeHint: 'Un paymail comme kim@example.com, un $handle ou une adresse P2PKH.',
    needPayee: 'Saisissez un paymail, un $handle ou une adresse.',
    confirm:
      'Votre connexion date d’un moment\u00a0: saisissez votre mot de passe, pour que personne d’autre ne puisse changer ceci.',
    save: 'Enregistrer',
    change: 'Changer',
    saved: { unread: 'Portefeuille enregistré. Les prochains paiements y vont.' },
    savedWaiting: { unread: 'Portefeuille enregistré. Il est en vigueur à partir du {from}.' },
    waits: { unread: 'Votre nouveau portefeuille, à partir du {from}' },
    waitsOld: {
      unread:
        'D’ici là, les paiements se font comme avant. Un message vous en a averti, pour que personne d’autre ne puisse le faire. Si vous avez perdu l’ancien portefeuille\u00a0: retirez-le, puis indiquez encore une fois le nouveau. Entre-temps, vos gains sont conservés pour vous.',
    },
    waitsHeld: {
      unread:
        'D’ici là, vos gains sont conservés pour vous. Un message vous en a averti, pour que personne d’autre ne puisse le faire.',
    },
    drop: 'Ne pas changer',
    dropped: 'Le nouveau portefeuille est annulé.',
    withdrawLater: {
      unread: 'Vous pourrez en disposer à partir du {from}, quand votre portefeuille sera en vigueur.',
    },
    savedPending: {
      unread: 'Portefeuille enregistré. Ce qui est en attente y va dès que vous pouvez en disposer.',
    },
    remove: 'Retirer',
    removed: { unread: 'Portefeuille retiré. Vos gains sont conservés pour vous.' },
    problem: { unread: 'Votre paymail n’a pas pu être payé le {when}. Le paiement sera retenté.' },
    held: { unread: 'Conservé pour vous' },
    heldText: {
      unread:
        'Payé alors que vous n’aviez pas de portefeuille. Transférez cette somme vers le vôtre à tout moment\u00a0; les frais sont pour nous.',
    },
    heldPending: {
      unread:
        'Dont en attente\u00a0: {amount}. Cette part ira d’elle-même à votre portefeuille dès que vous pourrez en disposer.',
    },
    withdraw: 'Transférer vers mon portefeuille',
    setFirst: 'Indiquez d’abord un portefeuille.',
    notYet: {
      unread:
        'Rien n’est encore prêt\u00a0: les paiements peuvent être transférés une fois dans un bloc. Réessayez dans quelques minutes.',
    },
    underWay: { unread: 'C’est en route vers votre portefeuille.' },
    withdrawals: 'Transféré vers votre portefeuille',
    state: 'État',
    states: { pending: 'en route', sent: 'envoyé', confirmed: 'confirmé', refused: 'refusé' },
    amount: 'Montant',
  },
  offline: {
    title: 'Pas de connexion',
    text: 'L’application démarre dès que le réseau est revenu. Les annotations pas encore envoyées sont conservées sur cet appareil.',
  },
  notFound: { title: 'Cette page n’existe pas', toWork: 'Au travail' },
};
