# Distributions: indirect resellers sell through indirect providers.

distributions = Непрямые поставщики и реселлеры
distributions-text = Через кого продаёт ваша организация и кто продаёт через неё.
distributions-none = Пока нет
distributions-none-text = Непрямой поставщик отправляет ссылку другому партнёру; её принимает глобальный администратор.
distribution-find = Найти партнёра
distribution-part = Роль
distribution-any = Поставщики и реселлеры
indirect-provider = Непрямой поставщик
indirect-reseller = Непрямой реселлер
distribution-end = Завершить
distribution-end-of = Завершить с { $name }
distribution-end-question = Завершить непрямые продажи с { $name }?
distribution-end-text = Новых клиентов больше нельзя будет спросить об обоих сразу. Отношения с клиентами сохраняются.
distribution-accept-title = { $partner } хочет быть вашим поставщиком
distribution-accept-text = Ваша организация станет непрямым реселлером { $partner }: вы сможете просить клиентов об отношениях сразу с обоими, и { $partner } видит, какие из этих клиентов пришли через вас. В вашей организации это ничего не открывает. Завершить может любая сторона.
distribution-accept = Согласиться
distribution-accepted-already = Ваша организация уже продаёт через этого партнёра.
distribution-done-accepted = Теперь ваша организация продаёт через этого партнёра
distribution-done-ended = Непрямые продажи завершены
distribution-done-prepared = Отношения ожидают согласия реселлера
customer-of-indirect-reseller = Через { $name }
customer-through-provider = Поставщик: { $name }
request-asks-whom = Кого спросить
request-asks-customer = Клиента — покупать у вашей организации
request-asks-customer-with = Клиента — покупать у вашей организации и у { $provider } сразу
request-asks-partner = Другого партнёра — продавать через вашу организацию
request-asks-partner-help = Тогда ваша организация — её непрямой поставщик. Делегированные права администратора не запрашиваются.
request-asks-distribution = Непрямые продажи
reseller-accept-provider = { $partner } продаёт через { $provider }, своего непрямого поставщика. Вы принимаете обоих.
request-draft-provider =
    Здравствуйте!

    { $partner } хочет стать вашим реселлером вместе со своим непрямым поставщиком { $provider }. Откройте эту ссылку как глобальный администратор своей организации, проверьте, что запрашивается, и примите запрос:

    { $link }

    С уважением,
    { $name }
request-draft-provider-privileges =
    Здравствуйте!

    { $partner } хочет стать вашим реселлером вместе со своим непрямым поставщиком { $provider }; оба будут управлять службами за вас с делегированными правами администратора. Откройте эту ссылку как глобальный администратор своей организации, проверьте, что запрашивается, и примите запрос:

    { $link }

    Права можно отозвать в любой момент в разделе «Настройки > Отношения с партнерами».

    С уважением,
    { $name }
request-draft-partner =
    Здравствуйте!

    { $partner } хочет стать вашим непрямым поставщиком, чтобы вы могли продавать через нас. Откройте эту ссылку как глобальный администратор своей организации и согласитесь:

    { $link }

    С уважением,
    { $name }
