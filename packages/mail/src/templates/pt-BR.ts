import type { Catalogue } from './texts.ts';

const notYou =
  'Se não foi você: defina agora outra senha, em “Esqueceu a senha?” na página de entrada. Isso encerra todas as sessões.';
const ifYou = 'Se foi você, não há nada a fazer.';

export const ptBr: Catalogue = {
  templates: {
    verify_email: () => ({
      subject: 'Confirme seu endereço de e-mail',
      before: ['Alguém se cadastrou na ASG Refinery com este endereço. Se foi você, confirme que ele é seu.'],
      action: 'Confirmar meu endereço',
      after: ['O link vale por 7 dias. Se não foi você, não faça nada.'],
    }),
    confirm_new_email: () => ({
      subject: 'Confirme seu novo endereço de e-mail',
      before: ['Você quer usar este endereço na sua conta da ASG Refinery a partir de agora.'],
      action: 'Usar este endereço',
      after: ['O link vale por 24 horas. Até lá fica o endereço antigo. Se não foi você, não faça nada.'],
    }),
    reset_password: () => ({
      subject: 'Defina outra senha',
      before: ['Alguém pediu uma nova senha para a sua conta da ASG Refinery.'],
      action: 'Definir outra senha',
      after: [
        'O link vale uma vez, por uma hora. Se não foi você, não faça nada: sua senha continua a mesma.',
      ],
    }),
    new_device: ({ device, network, at }) => ({
      subject: 'Um novo dispositivo entrou na sua conta',
      before: [
        `Dispositivo: ${device || 'desconhecido'}`,
        `Rede: ${network || 'desconhecida'}`,
        `Hora: ${at}`,
      ],
      after: [ifYou, notYou],
    }),
    password_changed: ({ at }) => ({
      subject: 'Sua senha foi alterada',
      before: [`Sua senha da ASG Refinery foi alterada (${at}). Todas as outras sessões foram encerradas.`],
      after: [notYou],
    }),
    email_changing: ({ newEmail, at }) => ({
      subject: 'Seu endereço de e-mail vai mudar',
      before: [
        `Alguém que conhece sua senha pediu para usar ${newEmail} na sua conta (${at}).`,
        'Ele muda quando o link enviado para lá for aberto.',
      ],
      after: [`${notYou} Com isso, a mudança também é desfeita.`],
    }),
    sign_up: () => ({
      subject: 'Conclua seu cadastro',
      before: [
        'Alguém se cadastrou no Console da ASG Refinery com este endereço. Se foi você, escolha uma senha para entrar.',
      ],
      action: 'Escolher uma senha',
      after: ['O link vale por 24 horas. Se não foi você, não faça nada: então não há conta.'],
    }),
    known_account: () => ({
      subject: 'Você já tem uma conta',
      before: [
        'Alguém se cadastrou no Console da ASG Refinery com este endereço, que já tem uma conta. Nada foi alterado.',
        'Se foi você, entre com sua senha ou defina outra.',
      ],
      action: 'Definir outra senha',
      after: ['O link vale uma vez, por uma hora. Se não foi você, não faça nada.'],
    }),
    pool_invitation: ({ organisation }) => ({
      subject: 'Você recebeu um convite para rotular',
      before: [
        `${organisation} convida você para rotular na ASG Refinery como parte da própria equipe.`,
        'Você vê imagens ou textos e escolhe a resposta que se encaixa. O pagamento é assunto entre você e a organização.',
      ],
      action: 'Ver o convite',
      after: ['O link deixa entrar uma pessoa. Se você não sabe quem é, não faça nada: nada acontece.'],
    }),
    wallet_set: ({ wallet, at }) => ({
      subject: 'Sua carteira foi definida',
      before: [`A partir de agora, o que você ganha na ASG Refinery vai para ${wallet} (definido: ${at}).`],
      action: 'Não fui eu',
      after: [
        ifYou,
        'Se não foi: o link faz com que seus ganhos fiquem guardados para você, encerra todas as sessões e permite definir outra senha. Vale por 7 dias.',
      ],
    }),
    wallet_changing: ({ wallet, from, at }) => ({
      subject: 'Sua carteira vai mudar',
      before: [
        `Alguém que está na sua conta da ASG Refinery quer que seus ganhos vão para ${wallet} (pedido: ${at}).`,
        `Isso começa em ${from}. Até lá nada muda.`,
      ],
      action: 'Não fui eu',
      after: [
        ifYou,
        'Se não foi: o link impede isso, encerra todas as sessões e permite definir outra senha. Vale por 7 dias; depois da mudança, faz com que seus ganhos fiquem guardados para você.',
      ],
    }),
    passkey_added: ({ name, at }) => ({
      subject: 'Uma chave de acesso foi adicionada à sua conta',
      before: [`“${name}” abre a partir de agora sua conta da ASG Refinery, sem senha (${at}).`],
      after: [ifYou, `${notYou} Depois remova essa chave de acesso da sua conta.`],
    }),
    passkey_removed: ({ name, at }) => ({
      subject: 'Uma chave de acesso foi removida da sua conta',
      before: [
        `“${name}” não abre mais sua conta da ASG Refinery (${at}). Todas as outras sessões foram encerradas.`,
      ],
      after: [notYou],
    }),
    second_factor_on: ({ at }) => ({
      subject: 'Entrar com a senha agora exige um código',
      before: [
        `Alguém que está na sua conta da ASG Refinery ativou isto (${at}). Todas as outras sessões foram encerradas.`,
        'Guarde os códigos de recuperação onde você os encontre sem o celular: cada um substitui um código uma vez.',
      ],
      after: [`${notYou} Depois escreva ao operador: o código não é seu.`],
    }),
    second_factor_off: ({ at }) => ({
      subject: 'Entrar com a senha não exige mais código',
      before: [
        `Alguém com sua senha e um código desativou isto na sua conta da ASG Refinery (${at}). Todas as outras sessões foram encerradas.`,
      ],
      after: [notYou],
    }),
    second_factor_ending: ({ ends }) => ({
      subject: 'Em breve, entrar com a senha não exigirá código',
      before: [
        `O operador da ASG Refinery foi informado de que você perdeu o celular e os códigos de recuperação. A partir de ${ends}, sua senha basta para entrar.`,
      ],
      after: ['Se você ainda tem o celular: entre antes com um código, e tudo fica como está.', notYou],
    }),
    recovery_code_used: ({ left, at }) => ({
      subject: 'Um código de recuperação da sua conta foi usado',
      before: [
        `Alguém com sua senha o usou na ASG Refinery (${at}).`,
        `Códigos de recuperação restantes: ${left}`,
      ],
      after: ['Se foi você: crie novos antes que acabem.', notYou],
    }),
    codes_guessed: ({ at }) => ({
      subject: 'Alguém sabe sua senha e tenta adivinhar seus códigos',
      before: [
        `Cinco códigos errados seguidos foram dados para a sua conta da ASG Refinery, depois da senha certa (${at}). A partir de agora, um é verificado a cada 15 minutos.`,
      ],
      after: [
        'Se foi você: um código de recuperação ou uma chave de acesso deixa você entrar na hora.',
        notYou,
      ],
    }),
    invitation: ({ name, role, by }) => ({
      subject: `Você recebeu um convite para “${name}”`,
      before: [
        `${by || 'Alguém'} convida você para a organização “${name}” no Console da ASG Refinery, como ${role}.`,
        'Abra o link para participar: com sua conta de lá ou com uma nova.',
      ],
      action: 'Ver o convite',
      after: [
        'O link vale uma vez, por 7 dias. Se você não conhece ninguém de lá, não faça nada: então você não participa de nada.',
      ],
    }),
    account_leaving: ({ at, until }) => ({
      subject: 'Sua conta vai ser excluída',
      before: [
        `Você pediu que sua conta da ASG Refinery fosse excluída (${at}).`,
        `Até ${until} você pode voltar atrás: entre, ou use o botão. Depois, tudo o que é pessoal é apagado, e ninguém pode trazê-lo de volta.`,
        'O que está guardado para você vai para a sua carteira, se houver uma até lá.',
      ],
      action: 'Manter minha conta',
      after: [notYou],
    }),
    person_leaving: ({ at, until }) => ({
      subject: 'Sua conta vai ser excluída',
      before: [
        `Você pediu que sua conta no Console da ASG Refinery fosse excluída (${at}).`,
        `Até ${until} você pode voltar atrás: entre, ou use o botão. Depois você não pertence a nenhuma organização, tudo o que é pessoal é apagado, e ninguém pode trazê-lo de volta.`,
      ],
      action: 'Manter minha conta',
      after: [notYou],
    }),
    deletion_waits: ({ organisations, until }) => ({
      subject: 'Sua conta ainda não foi excluída',
      before: [
        `Você pediu que sua conta da ASG Refinery fosse excluída, e é a única pessoa responsável por ${organisations}.`,
        `Uma organização precisa de alguém responsável: entre, nomeie outra pessoa ou peça a exclusão da organização, e peça de novo. Em ${until}, e depois a cada dia, verifica-se se há outra; assim que houver, sua conta é excluída.`,
      ],
      after: [notYou],
    }),
    organisation_leaving: ({ name, customerId, at, until }) => ({
      subject: 'Sua organização será excluída',
      before: [
        `Uma pessoa responsável por ${name} (${customerId}) pediu que ela fosse excluída (${at}).`,
        `Até ${until}, uma pessoa responsável pode desistir disso na Console, em “Your organisations”. Depois disso as chaves não abrem mais nada, o que está aberto é cancelado, os itens e tudo o que é pessoal são apagados, e ninguém pode recuperá-la. O que foi pago e os recibos ficam, apenas sob o seu identificador.`,
      ],
      after: [],
    }),
    organisation_staying: ({ name, customerId }) => ({
      subject: 'Sua organização não será excluída',
      before: [`${name} (${customerId}) seria excluída. Uma pessoa responsável desistiu disso: ela fica.`],
      after: [],
    }),
    organisation_waits: ({ name, customerId, until }) => ({
      subject: 'Sua organização ainda não foi excluída',
      before: [
        `${name} (${customerId}) seria excluída, mas há dinheiro no saldo, ou alguém que rotulou para ela ainda não foi pago.`,
        `O que há no saldo é gasto, ou o operador devolve. Em ${until}, e depois a cada dia, verifica-se de novo; assim que nada restar, a organização é excluída.`,
      ],
      after: [],
    }),
    pool_leaving: ({ organisation, until }) => ({
      subject: 'Uma organização para a qual você trabalha será excluída',
      before: [
        `${organisation} será excluída em ${until}. Então você deixa de ser uma de suas pessoas e não recebe mais tarefas dela. Sua conta e o que você ganhou ficam.`,
      ],
      after: [],
    }),
    account_staying: () => ({
      subject: 'Sua conta não será excluída',
      before: [
        'Você tinha pedido que sua conta da ASG Refinery fosse excluída. Isso foi desfeito: ela fica.',
      ],
      after: [notYou],
    }),
  },
  orOpen: 'Ou abra este endereço:',
  foot: 'Você recebe isto porque este endereço foi informado na ASG Refinery. Ninguém lê as respostas.',
};
