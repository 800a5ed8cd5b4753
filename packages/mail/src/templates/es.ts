import type { Catalogue } from './texts.ts';

const notYou =
  'Si no fue usted: elija ahora otra contraseña, con “¿Olvidó su contraseña?” en la página de inicio de sesión. Eso cierra todas las sesiones.';
const ifYou = 'Si fue usted, no hay nada que hacer.';

export const es: Catalogue = {
  templates: {
    verify_email: () => ({
      subject: 'Confirme su dirección de correo',
      before: ['Alguien se registró en ASG Refinery con esta dirección. Si fue usted, confirme que es suya.'],
      action: 'Confirmar mi dirección',
      after: ['El enlace sirve durante 7 días. Si no fue usted, no haga nada.'],
    }),
    confirm_new_email: () => ({
      subject: 'Confirme su nueva dirección de correo',
      before: ['Quiere usar esta dirección para su cuenta de ASG Refinery a partir de ahora.'],
      action: 'Usar esta dirección',
      after: [
        'El enlace sirve durante 24 horas. Hasta entonces sigue la dirección anterior. Si no fue usted, no haga nada.',
      ],
    }),
    reset_password: () => ({
      subject: 'Elija otra contraseña',
      before: ['Alguien pidió una contraseña nueva para su cuenta de ASG Refinery.'],
      action: 'Elegir otra contraseña',
      after: [
        'El enlace sirve una vez, durante una hora. Si no fue usted, no haga nada: su contraseña no cambia.',
      ],
    }),
    new_device: ({ device, network, at }) => ({
      subject: 'Un dispositivo nuevo ha entrado en su cuenta',
      before: [`Dispositivo: ${device || 'desconocido'}`, `Red: ${network || 'desconocida'}`, `Hora: ${at}`],
      after: [ifYou, notYou],
    }),
    password_changed: ({ at }) => ({
      subject: 'Se cambió su contraseña',
      before: [`Se cambió su contraseña de ASG Refinery (${at}). Todas las demás sesiones se han cerrado.`],
      after: [notYou],
    }),
    email_changing: ({ newEmail, at }) => ({
      subject: 'Se va a cambiar su dirección de correo',
      before: [
        `Alguien que conoce su contraseña pidió usar ${newEmail} para su cuenta (${at}).`,
        'Cambia cuando se abra el enlace que se envió allí.',
      ],
      after: [`${notYou} Con ello se anula también el cambio.`],
    }),
    sign_up: () => ({
      subject: 'Termine su registro',
      before: [
        'Alguien se registró en la Consola de ASG Refinery con esta dirección. Si fue usted, elija una contraseña para entrar.',
      ],
      action: 'Elegir una contraseña',
      after: ['El enlace sirve durante 24 horas. Si no fue usted, no haga nada: entonces no hay cuenta.'],
    }),
    known_account: () => ({
      subject: 'Ya tiene una cuenta',
      before: [
        'Alguien se registró en la Consola de ASG Refinery con esta dirección, que ya tiene una cuenta. No se cambió nada.',
        'Si fue usted, inicie sesión con su contraseña o elija otra.',
      ],
      action: 'Elegir otra contraseña',
      after: ['El enlace sirve una vez, durante una hora. Si no fue usted, no haga nada.'],
    }),
    pool_invitation: ({ organisation }) => ({
      subject: 'Le invitan a etiquetar',
      before: [
        `${organisation} le invita a etiquetar en ASG Refinery como parte de su propio equipo.`,
        'Verá imágenes o textos y elegirá la respuesta que corresponde. Si se paga o no es un acuerdo entre la organización y usted.',
      ],
      action: 'Ver la invitación',
      after: ['El enlace deja entrar a una persona. Si no sabe quién es, no haga nada: no ocurre nada.'],
    }),
    wallet_set: ({ wallet, at }) => ({
      subject: 'Se indicó su billetera',
      before: [`A partir de ahora, lo que gane en ASG Refinery va a ${wallet} (indicado: ${at}).`],
      action: 'No fui yo',
      after: [
        ifYou,
        'Si no fue usted: el enlace hace que sus ganancias se guarden para usted, cierra todas las sesiones y le permite elegir otra contraseña. Sirve durante 7 días.',
      ],
    }),
    wallet_changing: ({ wallet, from, at }) => ({
      subject: 'Se va a cambiar su billetera',
      before: [
        `Alguien que está en su cuenta de ASG Refinery quiere que sus ganancias vayan a ${wallet} (pedido: ${at}).`,
        `Eso empieza el ${from}. Hasta entonces no cambia nada.`,
      ],
      action: 'No fui yo',
      after: [
        ifYou,
        'Si no fue usted: el enlace lo detiene, cierra todas las sesiones y le permite elegir otra contraseña. Sirve durante 7 días; después del cambio hace que sus ganancias se guarden para usted.',
      ],
    }),
    passkey_added: ({ name, at }) => ({
      subject: 'Se añadió una llave de acceso a su cuenta',
      before: [`“${name}” abre a partir de ahora su cuenta de ASG Refinery sin contraseña (${at}).`],
      after: [ifYou, `${notYou} Después quite esa llave de acceso de su cuenta.`],
    }),
    passkey_removed: ({ name, at }) => ({
      subject: 'Se quitó una llave de acceso de su cuenta',
      before: [
        `“${name}” ya no abre su cuenta de ASG Refinery (${at}). Todas las demás sesiones se han cerrado.`,
      ],
      after: [notYou],
    }),
    second_factor_on: ({ at }) => ({
      subject: 'Para entrar con contraseña hace falta ahora un código',
      before: [
        `Alguien que está en su cuenta de ASG Refinery lo activó (${at}). Todas las demás sesiones se han cerrado.`,
        'Guarde los códigos de recuperación donde los encuentre sin su teléfono: cada uno sustituye una vez a un código.',
      ],
      after: [`${notYou} Después escriba al operador: el código no es suyo.`],
    }),
    second_factor_off: ({ at }) => ({
      subject: 'Para entrar con contraseña ya no hace falta un código',
      before: [
        `Alguien con su contraseña y un código lo desactivó en su cuenta de ASG Refinery (${at}). Todas las demás sesiones se han cerrado.`,
      ],
      after: [notYou],
    }),
    second_factor_ending: ({ ends }) => ({
      subject: 'Pronto no hará falta un código para entrar con contraseña',
      before: [
        `Se informó al operador de ASG Refinery de que usted perdió su teléfono y sus códigos de recuperación. A partir del ${ends} basta su contraseña para entrar.`,
      ],
      after: ['Si aún tiene su teléfono: entre antes con un código, y todo queda como está.', notYou],
    }),
    recovery_code_used: ({ left, at }) => ({
      subject: 'Se usó un código de recuperación de su cuenta',
      before: [
        `Alguien con su contraseña lo usó en ASG Refinery (${at}).`,
        `Códigos de recuperación restantes: ${left}`,
      ],
      after: ['Si fue usted: genere otros antes de que se acaben.', notYou],
    }),
    codes_guessed: ({ at }) => ({
      subject: 'Alguien conoce su contraseña e intenta adivinar sus códigos',
      before: [
        `Se dieron cinco códigos incorrectos seguidos para su cuenta de ASG Refinery, después de la contraseña correcta (${at}). A partir de ahora se comprueba uno cada 15 minutos.`,
      ],
      after: ['Si fue usted: con un código de recuperación o una llave de acceso entra enseguida.', notYou],
    }),
    invitation: ({ name, role, by }) => ({
      subject: `Le invitan a “${name}”`,
      before: [
        `${by || 'Alguien'} le invita a la organización “${name}” en la Consola de ASG Refinery, como ${role}.`,
        'Abra el enlace para unirse: con su cuenta de allí o con una nueva.',
      ],
      action: 'Ver la invitación',
      after: [
        'El enlace sirve una vez, durante 7 días. Si no conoce a nadie de allí, no haga nada: entonces no se une a nada.',
      ],
    }),
    account_leaving: ({ at, until }) => ({
      subject: 'Su cuenta se va a eliminar',
      before: [
        `Pidió que se eliminara su cuenta de ASG Refinery (${at}).`,
        `Hasta el ${until} puede echarse atrás: inicie sesión o use el botón. Después se borra todo lo personal, y nadie podrá recuperarlo.`,
        'Lo que se guarda para usted se envía a su billetera, si hay una para entonces.',
      ],
      action: 'Conservar mi cuenta',
      after: [notYou],
    }),
    person_leaving: ({ at, until }) => ({
      subject: 'Su cuenta se va a eliminar',
      before: [
        `Pidió que se eliminara su cuenta de la Consola de ASG Refinery (${at}).`,
        `Hasta el ${until} puede echarse atrás: inicie sesión o use el botón. Después no pertenece a ninguna organización, se borra todo lo personal, y nadie podrá recuperarlo.`,
      ],
      action: 'Conservar mi cuenta',
      after: [notYou],
    }),
    deletion_waits: ({ organisations, until }) => ({
      subject: 'Su cuenta aún no se elimina',
      before: [
        `Pidió que se eliminara su cuenta de ASG Refinery, y es la única persona propietaria de ${organisations}.`,
        `Una organización necesita una persona propietaria: inicie sesión, nombre a otra o haga eliminar la organización, y pídalo de nuevo. El ${until}, y después cada día, se vuelve a mirar si tiene otra; en cuanto la tenga, su cuenta se elimina.`,
      ],
      after: [notYou],
    }),
    organisation_leaving: ({ name, customerId, at, until }) => ({
      subject: 'Su organización se va a eliminar',
      before: [
        `Una persona propietaria de ${name} (${customerId}) pidió que se eliminara (${at}).`,
        `Hasta el ${until}, una persona propietaria puede retirarlo en la Console, en «Your organisations». Después sus claves no abren nada, lo que está abierto se cancela, los elementos y todo lo personal se borran, y nadie puede recuperarla. Lo pagado y los recibos quedan solo bajo su identificador.`,
      ],
      after: [],
    }),
    organisation_staying: ({ name, customerId }) => ({
      subject: 'Su organización no se elimina',
      before: [
        `${name} (${customerId}) se iba a eliminar. Una persona propietaria lo ha retirado: se queda.`,
      ],
      after: [],
    }),
    organisation_waits: ({ name, customerId, until }) => ({
      subject: 'Su organización aún no se elimina',
      before: [
        `${name} (${customerId}) se iba a eliminar, pero queda dinero en su saldo, o alguien que etiquetó para ella aún no ha cobrado.`,
        `Lo que queda en el saldo se gasta, o lo devuelve el operador. El ${until}, y después cada día, se vuelve a mirar; en cuanto no quede nada, la organización se elimina.`,
      ],
      after: [],
    }),
    pool_leaving: ({ organisation, until }) => ({
      subject: 'Se va a eliminar una organización para la que trabaja',
      before: [
        `${organisation} se va a eliminar el ${until}. Entonces deja de ser una de sus personas y no recibe más tareas suyas. Su cuenta y lo que ganó se quedan.`,
      ],
      after: [],
    }),
    account_staying: () => ({
      subject: 'Su cuenta no se elimina',
      before: ['Había pedido que se eliminara su cuenta de ASG Refinery. Se ha anulado: se conserva.'],
      after: [notYou],
    }),
  },
  orOpen: 'O abra esta dirección:',
  foot: 'Recibe esto porque se indicó esta dirección en ASG Refinery. Nadie lee las respuestas.',
};
