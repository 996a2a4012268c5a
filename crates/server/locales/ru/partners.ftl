# Партнеры, приглашения и мастер; слова, общие для страниц партнеров, клиентов и ролей.

partner = Партнер
rooms = Комнаты
security-group = Группа безопасности
person-disabled = Отключен
state = Состояние
since = С
ended = Завершено
ended-on = Завершено { $date }
reason = Причина
role-members = Участники
find = Найти
picker-chosen = { $count ->
    [one] Выбрано ({ $shown })
    [few] Выбрано ({ $shown })
    [many] Выбрано ({ $shown })
   *[other] Выбрано ({ $shown })
  }
picker-found = { $count ->
    [one] Найдено ({ $shown })
    [few] Найдено ({ $shown })
    [many] Найдено ({ $shown })
   *[other] Найдено ({ $shown })
  }
picker-foot = Показано не более 20 каждого вида. Введите больше, чтобы уточнить.
principals-find = Найти пользователей и группы безопасности
scope-legend = Комнаты, группы комнат и расположения
scope-help = Выберите комнаты по одной, группы или расположения: комната, которая вошла в выбранную группу или находится в выбранном расположении, охвачена с этого момента.
scope-all = Все комнаты, нынешние и будущие
scope-find = Найти комнаты, группы комнат и расположения
scope-count = { $count ->
    [one] Сейчас охвачена { $shown } комната
    [few] Сейчас охвачены { $shown } комнаты
    [many] Сейчас охвачено { $shown } комнат
   *[other] Сейчас охвачено { $shown } комнат
  }
scope-more = { $count ->
    [one] и еще { $shown }
    [few] и еще { $shown }
    [many] и еще { $shown }
   *[other] и еще { $shown }
  }
scope-rooms-now = Охваченные сейчас комнаты
scope-named = Выбранные комнаты, группы комнат и расположения
partners-text = Партнеры управляют выбранными вами комнатами организации. Вы можете в любой момент изменить комнаты, заблокировать пользователя или удалить партнера.
partners-add = Добавить партнера
partners-sent = Приглашение отправлено
partners-sent-text = Ответ появится здесь и в уведомлениях.
partners-removed = Партнер удален
partners-removed-text = Доступ прекращен сразу.
partners-empty = Партнеров пока нет
partners-empty-text = Пригласите партнера по его домену и выберите комнаты, которыми он может управлять.
partners-links = Партнеры вашей организации
partners-links-pages = Страницы партнеров
partners-no-links = Еще ни одно приглашение не принято.
invitation = Приглашение
invitations = Приглашения
invitations-none = Приглашений не отправляли.
invitations-pages = Страницы приглашений
invitation-to = Кого пригласили
invitation-gives = Дает
invitation-gives-primary-admin = Роль основного администратора партнера
invitation-sent-at = Отправлено
invitation-sent-by = Отправил
invitation-expires-at = Истекает
invitation-answered = Ответ или завершение
invitation-withdraw = Отозвать
invitation-withdrawn = Приглашение отозвано
invitation-again = Отправить снова
invitation-reason-link-ended = Связь с партнером завершена.
invitation-reason-domain-removed = Партнер лишился этого домена.
invitation-reason-partner-capability-off = Партнер лишился статуса партнера.
terms-version = Версия { $version }
terms-version-label = Версия условий
terms-by = Условия принял
terms-hash = Хеш условий
wizard-partner = Партнер
wizard-expiry = Срок
wizard-control = Контроль изменений
wizard-rooms = Комнаты
wizard-terms = Условия
wizard-review = Проверка
wizard-title-partner = Кого пригласить?
wizard-title-expiry = Сколько ждет приглашение?
wizard-title-control = Какие изменения требуют вашего одобрения?
wizard-title-rooms = Какими комнатами может управлять партнер?
wizard-title-terms = С чем вы соглашаетесь?
wizard-title-review = Все верно?
wizard-text-partner = Партнер сообщает вам свой домен или имена учетных записей сотрудников.
wizard-text-expiry = Срок не продлевается. Затем можно одним действием отправить новое приглашение.
wizard-text-control = Каждое из этих изменений выполняется сразу и записывается в ваш журнал аудита.
wizard-text-rooms = Партнер видит только эти комнаты.
wizard-text-terms = Версия и хеш этого текста хранятся вместе с приглашением.
wizard-text-review = Приглашение уйдет, когда вы нажмете кнопку.
wizard-kind = Вид приглашения
wizard-kind-domain-help = Отвечают администраторы и менеджеры клиентов партнера; они же выбирают основных администраторов.
wizard-kind-named-help = По одному приглашению каждому названному человеку. Принявший становится основным администратором.
wizard-domain = Домен
wizard-domain-help = Например, contoso.com. Нужен для приглашения по домену.
wizard-people = Пользователи
wizard-people-help = Нужны для приглашения по имени. Все должны быть из одной организации; группы безопасности пригласить нельзя.
wizard-person-name = Имя, строка { $number }
wizard-person-upn = Имя учетной записи, строка { $number }
wizard-person-remove = Удалить строку { $number }
wizard-person-add = Добавить контакт
wizard-named-days = Приглашения по имени ждут 30 дней.
wizard-days = Дней до истечения
wizard-days-help = Целое число от 1 до 30. В сутках 24 часа.
control-event = Изменение
control-mode = Одобрение
wizard-control-all-auto = Автоматически для всех изменений
wizard-agree = Принимаю условия
wizard-agreed = Принято, версия { $version }
wizard-not-agreed = Еще не приняты
wizard-open-partner = Открыть партнера
wizard-open-invitation = Открыть ожидающее приглашение
wizard-review-note = До принятия партнер видит число комнат, но не их названия.
scope-group-mark = Группа комнат
scope-room-mark = Комната
scope-place-mark = Расположение
scope-except = Исключить
scope-except-help = Выбранное здесь исключается, даже если охвачено иначе: все комнаты, кроме этих.
scope-except-find = Найти, что исключить
orphaned = Нет основного администратора
orphaned-customer-text = У партнера никто не может быть основным администратором. Партнер уведомлен и может назначить кого-то; вы также можете удалить партнера.
orphaned-partner-text = Никто не может быть основным администратором этого клиента. Менеджеры клиентов и администраторы могут назначить его ниже.
partner-edit-scope = Изменить комнаты
partner-scope-of = Комнаты партнера: { $name }
partner-scope-text = Исключенные комнаты исчезнут у партнера сразу после сохранения. Чтобы отозвать все, удалите партнера.
partner-invite = Пригласить основного администратора
partner-invite-of = Пригласить основного администратора: { $name }
partner-invite-text = Приняв приглашение, человек станет основным администратором комнат этой связи. Больше никто у партнера о нем не узнает. Приглашение ждет 30 дней.
partner-invite-help = Учетная запись этого партнера, как ее назвал партнер. Есть ли у нее владелец, здесь не видно.
partner-invite-preview = Пока человек не примет приглашение, доступа у него нет. Приняв его, он станет основным администратором, сможет не больше этого и не сможет передать больше:
partner-invite-send = Отправить приглашение
partner-remove = Удалить партнера
partner-remove-question = Удалить партнера { $name }?
partner-remove-text = Весь доступ партнера прекратится сразу. Чтобы работать снова, понадобится новое приглашение.
effect-rooms = { $count ->
    [one] Партнер перестанет видеть { $shown } комнату.
    [few] Партнер перестанет видеть { $shown } комнаты.
    [many] Партнер перестанет видеть { $shown } комнат.
   *[other] Партнер перестанет видеть { $shown } комнат.
  }
effect-people = { $count ->
    [one] { $shown } пользователь потеряет доступ.
    [few] { $shown } пользователя потеряют доступ.
    [many] { $shown } пользователей потеряют доступ.
   *[other] { $shown } пользователей потеряют доступ.
  }
effect-assignments = { $count ->
    [one] { $shown } назначение завершится.
    [few] { $shown } назначения завершатся.
    [many] { $shown } назначений завершатся.
   *[other] { $shown } назначений завершатся.
  }
effect-invitations = { $count ->
    [one] { $shown } ожидающее приглашение будет отозвано.
    [few] { $shown } ожидающих приглашения будут отозваны.
    [many] { $shown } ожидающих приглашений будет отозвано.
   *[other] { $shown } ожидающих приглашений будет отозвано.
  }
effect-history = Комнаты, их история и журнал аудита остаются без изменений.
effect-tickets = Открытые заявки, которыми занимались его люди или команды, снова ничьи; это видно в их истории.
confirm-typed = Введите название для подтверждения
confirm-typed-help = Введите: { $name }
partner-link = Связь с партнером
partner-its-invitation = Приглашение, с которого началась связь
partner-roles = Роли партнеров
partner-roles-none = Ни у одного партнера нет роли здесь.
partner-people = Пользователи с доступом
partner-people-text = Все сотрудники партнера, которые видят комнаты, с учетом групп безопасности.
partner-nobody = Никого.
has-access = Есть доступ
partner-done-scope = Комнаты изменены
partner-done-blocked = Пользователь заблокирован
partner-done-application-blocked = Приложение заблокировано
partner-done-unblocked = Блокировка снята
block = Заблокировать
blocked = Заблокирован
blocks = Заблокированные
blocks-with-applications = Заблокированные люди и приложения
block-person = Заблокировать: { $name }
block-text = Пользователь сразу теряет весь доступ к вашей организации, что бы и на каком основании у него ни было. Снять блокировку может только ваша организация.
block-application = Приложение
block-application-text = Приложение сразу теряет весь доступ к тому, что делегировала ваша организация, действует ли оно само или от имени сотрудников партнёра. Снять блокировку может только ваша организация.
block-reason-help = Ее видят обе стороны.
unblock = Снять блокировку
unblock-person = Снять блокировку: { $name }
remove-person = Убрать: { $name }
link-extended = Дополнительные разрешения
link-extended-text = По умолчанию выключены. То, что вы включите, основные администраторы этого партнера смогут делать в комнатах связи и передавать там другим.
link-extended-save = Сохранить разрешения
link-extended-none = Нет.
partner-done-extended = Дополнительные разрешения изменены

preview = Просмотр изменений
preview-title = Что изменится
preview-counts = Права (люди × разрешения × комнаты): добавится { $gained }, исчезнет { $lost }.
preview-gains = Станут видны или получат разрешения
preview-loses = Перестанут быть видны или потеряют разрешения
