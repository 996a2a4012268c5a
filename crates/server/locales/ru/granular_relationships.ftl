# Granular relationships: what partners ask for and customers approve.

granular-relationship = Детальные отношения
granular-text = Роли каталога, которые заказчики на время дали группам вашей организации. Комнаты они открывают, только если глобальный администратор заказчика это включил.
granular-find = Найти отношения по имени
granular-any = Все
granular-state-draft = Черновики
granular-state-waiting = Ожидают одобрения
granular-state-active = Действуют
granular-state-ended = Завершены
granular-none = Детальных отношений нет
granular-none-text = Запросите у заказчика только нужные роли каталога.
granular-new = Новые детальные отношения
granular-form-text = Черновик, который заказчик не видит, пока вы не завершите его и не отправите ссылку.
granular-edit = Изменить черновик
granular-name-help = Его видит и заказчик. Буквы, цифры, дефисы и подчёркивания; имя не повторяется.
granular-customer = Код организации заказчика
granular-customer-help = Тогда одобрить может только эта организация. Без кода — любая, получившая ссылку.
granular-duration = Срок в днях
granular-extends = Автопродление
granular-extends-choice = Продлевать на 180 дней в конце каждого срока
granular-extends-help = Невозможно с ролью глобального администратора. Позже может переключить любая сторона.
granular-roles = Роли каталога
granular-roles-help = Просите лишь необходимое. Заказчик одобряет всё или ничего.
granular-opens-people = Даёт поиск людей в каталоге заказчика
granular-opens-people-own = Ищет людей в вашем каталоге
granular-opens-rooms = Работает в комнатах клиента, если клиент это включит
granular-opens-rooms-own = Работает в ваших комнатах, если это включит глобальный администратор вашей организации
granular-opens-nothing = В Steward ничего не открывает
granular-roles-rest = { $count ->
    [one] Ещё { $shown } роль, которая в Steward ничего не открывает
    [few] Ещё { $shown } роли, которые в Steward ничего не открывают
    [many] Ещё { $shown } ролей, которые в Steward ничего не открывают
   *[other] Ещё { $shown } роли, которые в Steward ничего не открывают
  }
granular-ends = Окончание
granular-not-yet = Пока нет
granular-whoever = Кто получит ссылку
granular-drafted = Черновик создан
granular-extension-several = Продление выбранных
granular-extension-on = Включить автопродление
granular-extension-on-question = Продлевать { $name } автоматически?
granular-extension-on-text = В конце срока отношения продлеваются на 180 дней, пока одна из сторон не отключит это или не прекратит их.
granular-extension-off = Отключить автопродление
granular-extension-off-question = Завершить { $name } в срок?
granular-extension-off-text = Отношения закончатся в последний день. За 30, 7 и 1 день стороны получат напоминание.
granular-finalize = Завершить
granular-finalize-question = Завершить { $name }?
granular-finalize-text = После этого ничего нельзя изменить. Вы получите ссылку для заказчика; на одобрение у него 90 дней.
granular-discard = Удалить черновик
granular-discard-question = Удалить { $name }?
granular-discard-text = Черновик исчезнет. Заказчик его не видел.
granular-end = Убрать роли
granular-end-question = Прекратить { $name }?
granular-end-text = Сразу никто из партнёра не держит роли по ним. Возобновить нельзя; реселлерские отношения и покупки остаются.
granular-message = Сообщение заказчику
granular-message-title = Сообщение заказчику
granular-message-text = Отправьте это глобальному администратору заказчика. Текст можно менять, ссылку сохраните: она и есть запрос.
granular-draft-subject = { $partner } просит роли каталога
granular-draft =
    Здравствуйте!

    { $partner } хочет помогать вам с определёнными ролями каталога. Откройте ссылку как глобальный администратор вашей организации, проверьте роли и срок и одобрите:

    { $link }

    Прекратить можно в любой момент: Настройки > Отношения с партнерами.

    С уважением,
    { $name }
granular-assign = Назначить группе
granular-assign-text = Роли у заказчика держат члены группы и вложенных в неё групп.
granular-assignments = Назначения доступа
granular-assignments-none = Пока роли не назначены группе, никто ничего не получает.
granular-group = Группа безопасности
granular-group-gone = Удалённая группа
granular-find-group = Найти группу
granular-groups-none = Групп не найдено
granular-change = Изменить
granular-change-of = Изменить роли { $name }
granular-take = Отозвать
granular-take-of = Отозвать то, что есть у { $name }
granular-take-question = Отозвать то, что есть у { $name }?
granular-take-text = Члены группы сразу ничего не держат по этим отношениям.
granular-status-created = Черновик
granular-status-approvalPending = Ожидает одобрения
granular-status-approved = Одобрено
granular-status-activating = Включается
granular-status-active = Действует
granular-status-expiring = Истекает
granular-status-expired = Истекло
granular-status-terminationRequested = Прекращается
granular-status-terminating = Прекращается
granular-status-terminated = Прекращено
granular-means-created = Черновик. Заказчик о нём не знает.
granular-means-approvalPending = Отправьте ссылку. Запрос без ответа исчезает через 90 дней.
granular-means-approved = Заказчик одобрил. Сейчас вступит в силу.
granular-means-activating = Сейчас вступит в силу.
granular-means-active = Члены групп ниже держат эти роли у заказчика.
granular-means-expiring = Срок вышел. По ним никто ничего не держит.
granular-means-expired = Срок вышел. Возобновить нельзя; видны ещё год.
granular-means-terminationRequested = Одна сторона прекратила их. Никто ничего не держит.
granular-means-terminating = Одна сторона прекратила их. Никто ничего не держит.
granular-means-terminated = Одна сторона прекратила их. Возобновить нельзя; видны ещё год.
granular-assignment-pending = Включается
granular-assignment-active = Действует
granular-assignment-deleting = Отзывается
granular-assignment-deleted = Завершено
granular-assignment-error = Без группы
granular-done-drafted = Черновик сохранён
granular-done-saved = Черновик сохранён
granular-done-discarded = Черновик удалён
granular-done-finalized = Отношения завершены
granular-done-agreed = Вы согласились. Отправьте клиенту ссылку.
granular-done-rejected = Вы отказались. У клиента ничего не запрашивается.
granular-agree = Согласиться
granular-agree-question = Согласиться: { $name }?
granular-agree-text = Отношения принадлежат вашей организации. После вашего согласия и отправки ссылки клиент сможет их одобрить.
granular-reject = Отклонить
granular-reject-question = Отклонить: { $name }?
granular-reject-text = Тогда всё завершено: ни один клиент не сможет их одобрить.
granular-prepared-waits = { $name }: подготовлены эти отношения для вас. До вашего согласия клиент не может их одобрить.
granular-prepared-by = Подготовил
granular-prepare = Запросить отношения
granular-prepare-for = Запросить отношения для { $name }
granular-prepare-text = Отношения будут принадлежать реселлеру, а не вам. Реселлер соглашается или отказывается; только после этого их может одобрить клиент.
granular-done-extension = Продление переключено
granular-done-ended = Отношения прекращены
granular-done-assigned = Роли назначены
granular-done-changed = Роли изменены
granular-done-taken = Назначение отозвано
granular-done-approved = Отношения одобрены
granular-done-declined = Вы отклонили запрос
granular-soon = Отношения сейчас вступят в силу. До этого никто из партнера по ним ничего не имеет.
granular-granted-text = Роли каталога, которые ваша организация на время дала партнёрам, и кто их держит.
granular-granted-find = Найти по партнёру или имени
granular-granted-none-text = Начинаются, когда глобальный администратор вашей организации откроет ссылку партнёра и одобрит.
granular-approved-by = Одобрил
granular-holders = Кто держит
granular-holders-none = Пока никто: партнёр не назначил роли группам.
granular-approve-title = { $partner } просит роли каталога
granular-approve-extends = Затем продлевается на 180 дней снова и снова.
granular-approve-who = Роли держат группы { $partner }. Состав определяет { $partner }; вы его видите.
granular-approve-never = Ваши роли, приложения и партнеры остаются недоступны; комнаты тоже, пока это не включит глобальный администратор вашей организации.
granular-approve-until = Одобрить можно до { $date }; затем запрос исчезнет.
granular-approve-end = Прекратить можно в любой момент: Настройки > Отношения с партнерами.
granular-approve = Одобрить всё
granular-decline-question = Отклонить «{ $name }»?
granular-decline-text = Ничего не начнётся, и одобрить это больше никто не сможет. { $partner } узнает об отказе и может попросить снова.
granular-approved-already = Ваша организация уже ответила
granular-days = { $count ->
    [one] { $shown } день
    [few] { $shown } дня
    [many] { $shown } дней
   *[other] { $shown } дня
  }
granular-approve-days = { $count ->
    [one] Действует { $shown } день с вашего одобрения.
    [few] Действует { $shown } дня с вашего одобрения.
    [many] Действует { $shown } дней с вашего одобрения.
   *[other] Действует { $shown } дня с вашего одобрения.
  }
