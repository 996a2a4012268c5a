# Страницы оператора: организации и состояние сервера.

organizations-text = Все, чьи комнаты или сотрудники находятся на этом сервере. Вы видите только показатели, а не содержимое.
organizations-figures-only = Вы видите только показатели этой организации, но не ее комнаты, сотрудников и журнал. Все, что вы здесь меняете, записывается в ее журнал.
organizations-new = Новая организация
organizations-new-text = Прежде чем добавить домены, убедитесь, что они принадлежат организации.
organizations-make = Создать организацию
organizations-made = Организация { $name } создана
organizations-edit = Изменение: { $name }
organizations-edit-text = Язык и часовой пояс действуют для сотрудников, добавленных позже; личный выбор не меняется.
organizations-find = Поиск организаций
organizations-find-by = Название или домен
organizations-partner = Статус партнера
organizations-partners = Только партнеры
organizations-no-partners = Не партнеры
organizations-domains = Домены
organizations-domain = Домен
organizations-country = Страна
organizations-country-help = Две буквы, например KR.
organizations-language = Язык
organizations-time-zone = Часовой пояс
organizations-time-zone-help = Например, Asia/Seoul.
organizations-people = Сотрудники
organizations-rooms = Комнаты
organizations-links = Связи
organizations-created = Создана
organizations-identifier = Идентификатор
organizations-runs-server = управляет этим сервером
organizations-record = Сведения
organizations-figures = Показатели
organizations-on = Включен
organizations-off = Выключен
organizations-count = { $count ->
    [one] { $shown } организация
    [few] { $shown } организации
    [many] { $shown } организаций
   *[other] { $shown } организации
  }
organizations-domains-text = По доменам сотрудники входят в систему, и по ним организацию приглашают как партнера.
organizations-domains-help = По одному в строке, например contoso.example. Домен принадлежит не более чем одной организации.
organizations-domain-new = Еще один домен
organizations-domain-help = Сначала убедитесь, что он принадлежит организации.
organizations-domain-add = Добавить домен
organizations-domain-remove = Удалить { $domain } из { $name }?
organizations-domain-remove-do = Удалить домен
organizations-domain-in-use = В этом домене есть учетные записи. Ничего не изменено. Сначала измените имена учетных записей или удалите их.
organizations-domain-remove-people = Это возможно, только пока ни у кого нет учетной записи в этом домене.
organizations-domain-remove-invitations = Приглашения по этому домену, ожидающие ответа, будут отозваны. Клиенты получат уведомление.
organizations-domain-remove-links = Существующие связи останутся без изменений.
organizations-what-happens = Что произойдет
organizations-first-administrator = Первый администратор
organizations-first-administrator-help = Этот человек станет глобальным администратором и получит одноразовую ссылку для задания пароля.
organizations-link-for = Одноразовая ссылка для { $account }
organizations-link-text = Она показывается только сейчас. Передайте ее надежным способом: пароль задаст тот, кто ее откроет. Ссылка действует один раз.
organizations-link-opens = Ссылка начнет действовать { $time }.
organizations-link-told = Администраторы организации могут войти, поэтому они уведомлены и до этого времени могут возразить.
organizations-link-done = К организации
organizations-partner-text = Партнера приглашают клиенты, и он управляет их комнатами. Без этого статуса организацию нельзя пригласить.
organizations-partner-on = Включить
organizations-partner-off = Выключить
organizations-partner-on-title = Включить статус партнера для { $name }?
organizations-partner-off-title = Выключить статус партнера для { $name }?
organizations-partner-on-invited = Клиенты смогут приглашать организацию по ее доменам.
organizations-partner-on-links = Приостановленные связи с клиентами сразу возобновятся с прежними комнатами.
organizations-partner-on-told = Ее администраторы и администраторы этих клиентов получат уведомление.
organizations-partner-off-links = Все связи с клиентами будут приостановлены: сотрудники сразу потеряют там все права.
organizations-partner-off-invitations = Приглашения, ожидающие ее ответа, будут отозваны.
organizations-partner-off-told = Ее администраторы и администраторы этих клиентов получат уведомление.
organizations-partner-off-undone = После повторного включения приостановленные связи возобновятся, а отозванные приглашения — нет.
organizations-links-now = { $count ->
    [one] Сейчас у организации { $shown } действующая связь, в роли клиента или партнера.
    [few] Сейчас у организации { $shown } действующие связи, в роли клиента или партнера.
    [many] Сейчас у организации { $shown } действующих связей, в роли клиента или партнера.
   *[other] Сейчас у организации { $shown } действующей связи, в роли клиента или партнера.
  }
organizations-administrator-link = Ссылка администратора
organizations-administrator-link-make = Создать ссылку
organizations-administrator-link-made = Ссылка для { $name } создана
organizations-administrator-link-text = Для организации, администраторы которой больше не могут войти. Ссылка действует сразу, пока никто из них не может войти; иначе она откроется через 24 часа, а администраторы получат уведомление.
organizations-administrator-account-help = Глобальный администратор организации или новый сотрудник в одном из ее доменов. Никто другой с учетной записью так администратором не станет.
operator-health-text = Показатели всего сервера.
operator-health-partners = { $count ->
    [one] { $shown } из них — партнер
    [few] { $shown } из них — партнеры
    [many] { $shown } из них — партнеры
   *[other] { $shown } из них — партнеры
  }
operator-health-sessions = { $count ->
    [one] { $shown } браузер с выполненным входом
    [few] { $shown } браузера с выполненным входом
    [many] { $shown } браузеров с выполненным входом
   *[other] { $shown } браузера с выполненным входом
  }
operator-health-heard = { $count ->
    [one] { $shown } из них выходила на связь за последние минуты
    [few] { $shown } из них выходили на связь за последние минуты
    [many] { $shown } из них выходили на связь за последние минуты
   *[other] { $shown } из них выходили на связь за последние минуты
  }
operator-health-pending = { $count ->
    [one] { $shown } приглашение ждет ответа
    [few] { $shown } приглашения ждут ответа
    [many] { $shown } приглашений ждут ответа
   *[other] { $shown } приглашения ждут ответа
  }
operator-health-last-report = Последний отчет устройства
