# Страницы оператора: организации и состояние сервера.

organizations-text = Все, чьи комнаты или сотрудники находятся на этом сервере. Вы видите только цифры, а не содержимое.
organizations-figures-only = Вы видите только цифры этой организации, но не её комнаты, сотрудников и журнал. Всё, что вы здесь меняете, записывается в её журнал.
organizations-new = Новая организация
organizations-new-text = Прежде чем добавить домены, убедитесь, что они принадлежат организации.
organizations-make = Создать организацию
organizations-made = Организация { $name } создана
organizations-edit = Изменение: { $name }
organizations-edit-text = Язык и часовой пояс действуют для сотрудников, добавленных позже; личный выбор не меняется.
organizations-find = Поиск организаций
organizations-find-by = Название или домен
organizations-partner = Статус партнёра
organizations-partners = Только партнёры
organizations-no-partners = Не партнёры
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
organizations-figures = Цифры
organizations-on = Включён
organizations-off = Выключен
organizations-count = { $count ->
    [one] { $shown } организация
    [few] { $shown } организации
    [many] { $shown } организаций
   *[other] { $shown } организации
  }
organizations-domains-text = По доменам сотрудники входят в систему, и по ним организацию приглашают как партнёра.
organizations-domains-help = По одному в строке, например contoso.example. Домен принадлежит не более чем одной организации.
organizations-domain-new = Ещё один домен
organizations-domain-help = Сначала убедитесь, что он принадлежит организации.
organizations-domain-add = Добавить домен
organizations-domain-remove = Удалить { $domain } из { $name }?
organizations-domain-remove-do = Удалить домен
organizations-domain-in-use = В этом домене есть учётные записи. Ничего не изменено. Сначала измените имена учётных записей или удалите их.
organizations-domain-remove-people = Это возможно, только пока ни у кого нет учётной записи в этом домене.
organizations-domain-remove-invitations = Приглашения по этому домену, ожидающие ответа, будут отозваны. Заказчики получат уведомление.
organizations-domain-remove-links = Существующие связи останутся без изменений.
organizations-what-happens = Что произойдёт
organizations-first-administrator = Первый администратор
organizations-first-administrator-help = Этот человек станет глобальным администратором и получит одноразовую ссылку для установки пароля.
organizations-link-for = Одноразовая ссылка для { $account }
organizations-link-text = Она показывается только сейчас. Передайте её надёжным способом: пароль установит тот, кто её откроет. Ссылка действует один раз.
organizations-link-opens = Ссылка начнёт действовать { $time }.
organizations-link-told = Администраторы организации могут войти, поэтому они уведомлены и до этого времени могут возразить.
organizations-link-done = К организации
organizations-partner-text = Партнёра приглашают заказчики, и он управляет их комнатами. Без этого статуса организацию нельзя пригласить.
organizations-partner-on = Включить
organizations-partner-off = Выключить
organizations-partner-on-title = Включить статус партнёра для { $name }?
organizations-partner-off-title = Выключить статус партнёра для { $name }?
organizations-partner-on-invited = Заказчики смогут приглашать организацию по её доменам.
organizations-partner-on-links = Приостановленные связи с заказчиками сразу возобновятся с прежними комнатами.
organizations-partner-on-told = Её администраторы и администраторы этих заказчиков получат уведомление.
organizations-partner-off-links = Все связи с заказчиками будут приостановлены: сотрудники сразу потеряют там все права.
organizations-partner-off-invitations = Приглашения, ожидающие её ответа, будут отозваны.
organizations-partner-off-told = Её администраторы и администраторы этих заказчиков получат уведомление.
organizations-partner-off-undone = После повторного включения приостановленные связи возобновятся, а отозванные приглашения — нет.
organizations-links-now = { $count ->
    [one] Сейчас у организации { $shown } действующая связь, как у заказчика или партнёра.
    [few] Сейчас у организации { $shown } действующие связи, как у заказчика или партнёра.
    [many] Сейчас у организации { $shown } действующих связей, как у заказчика или партнёра.
   *[other] Сейчас у организации { $shown } действующей связи, как у заказчика или партнёра.
  }
organizations-administrator-link = Ссылка администратора
organizations-administrator-link-make = Создать ссылку
organizations-administrator-link-made = Ссылка для { $name } создана
organizations-administrator-link-text = Для организации, администраторы которой больше не могут войти. Ссылка действует сразу, пока никто из них не может войти; иначе она откроется через 24 часа, а администраторы получат уведомление.
organizations-administrator-account-help = Глобальный администратор организации или новый сотрудник в одном из её доменов. Никто другой с учётной записью так администратором не станет.
operator-health-text = Цифры всего сервера.
operator-health-partners = { $count ->
    [one] { $shown } из них — партнёр
    [few] { $shown } из них — партнёры
    [many] { $shown } из них — партнёры
   *[other] { $shown } из них — партнёры
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
    [one] { $shown } приглашение ждёт ответа
    [few] { $shown } приглашения ждут ответа
    [many] { $shown } приглашений ждут ответа
   *[other] { $shown } приглашения ждут ответа
  }
operator-health-last-report = Последний отчёт устройства
