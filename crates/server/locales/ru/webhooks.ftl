# Вебхуки: куда сообщается о событиях и что стало с сообщениями.

webhooks-text-own = Программы вашей организации узнают по HTTPS, что происходит в ее комнатах: каждое сообщение подписано и отправляется повторно в течение семи дней.
webhooks-text-customers = Программы вашей организации узнают по HTTPS, что происходит у клиентов: каждое сообщение подписано и отправляется повторно в течение семи дней.
webhooks-none = Вебхуков нет
webhooks-none-text = Создайте вебхук, чтобы сразу открывать заявки в своей системе.
webhook-new = Новый вебхук
webhook-edit = Изменить вебхук
webhook-owner = Действует от имени
webhook-owner-gone = Владельца больше нет: ничего не сообщается, пока кто-нибудь не сохранит вебхук
webhook-owner-text = Вебхук получает только то, что вы вправе видеть в этот момент. Кто его сохранил, тот за него и отвечает.
webhook-url = Адрес
webhook-url-help = Куда отправляются сообщения; начинается с https://.
webhook-event = Событие
webhook-events = События
webhook-event-ticket-opened = Новая заявка
webhook-event-ticket-reactivated = Заявка возобновлена
webhook-event-ticket-raised = Заявка стала важной
webhook-event-issue-recorded = Записана проблема
webhook-event-ticket-resolved = Заявка решена
webhook-event-ticket-closed = Заявка закрыта
webhook-event-notice-left = Уведомление
webhook-event-test = Проверка
webhook-severity = Наименьшая серьезность
webhook-group = Комнаты
webhook-all-rooms = Все комнаты
webhook-group-gone = Группа удалена: ни об одной комнате не сообщается
webhook-customers = Клиенты
webhook-customers-help = Не выбирайте никого, чтобы получать сообщения обо всех клиентах.
webhook-all-customers = Все клиенты
webhook-customers-unseen = { $count ->
    [one] и еще { $shown }, которого вы не видите
    [few] и еще { $shown }, которых вы не видите
    [many] и еще { $shown }, которых вы не видите
   *[other] и еще { $shown }, которых вы не видите
  }
webhook-teams = Команды
webhook-teams-help = Не выбирайте ничего, чтобы сообщалось обо всех заявках, или выберите команды, чтобы сообщалось о заявках, которые за ними закреплены. За новой заявкой команда еще не закреплена.
webhook-all-teams = Все заявки, какой бы ни была команда
webhook-find-team = Найти команду
webhook-teams-none = Команды не найдены. Команда — это группа безопасности вашей организации.
webhook-teams-unseen = { $count ->
    [one] и еще { $shown }, которой нет или которую вы не видите
    [few] и еще { $shown }, которых нет или которые вы не видите
    [many] и еще { $shown }, которых нет или которые вы не видите
   *[other] и еще { $shown }, которых нет или которые вы не видите
  }
webhook-on = Включен
webhook-off = Выключен
webhook-failing = Сбой
webhook-off-gone = Steward выключил этот вебхук: получатель ответил, что его больше нет (410).
webhook-off-failing = Steward выключил этот вебхук: за семь дней ничего не удалось доставить.
webhook-failing-since = Сбой с
webhook-switch-on = Включить
webhook-switch-off = Выключить
webhook-is-on = Вебхук включен и действует от вашего имени.
webhook-is-off = Вебхук выключен. Ожидавшие сообщения отброшены.
webhook-test = Отправить проверку
webhook-test-good = Получатель принял проверку.
webhook-test-bad = Получатель не принял проверку.
webhook-secret = Секрет подписи
webhook-made = Вебхук создан.
webhook-secret-changed = Секрет изменен. В течение 24 часов прежний тоже подписывает.
webhook-secret-once = Скопируйте его сейчас: больше он показан не будет.
webhook-secret-shown = Секрет уже показан и больше не показывается. Если его у вас нет, измените его.
webhook-to-log = К вебхуку
webhook-rotate = Изменить секрет
webhook-rotate-text = В течение 24 часов сообщения несут две подписи, чтобы получатель перешел на новый секрет без перерыва. После этого прежний секрет не подписывает.
webhook-old-secret-until = Прежний секрет подписывает до
webhook-delete = Удалить этот вебхук?
webhook-delete-text = Больше ничего не отправляется, журнал удаляется вместе с ним.
webhook-deleted = Вебхук удален.
webhook-verify = Проверка сообщения
webhook-verify-text = Сообщения подписаны по правилам Standard Webhooks, поэтому их проверяют его библиотеки. Вручную: сравнивайте за постоянное время, отклоняйте сообщения старше пяти минут и принимайте каждый webhook-id один раз.
webhook-log = Сообщения
webhook-log-text = За последние 30 дней. В журнале нет ни комнат, ни клиентов.
webhook-log-empty = Сообщений пока нет
webhook-log-empty-text = Отправьте проверку, чтобы узнать, доступен ли получатель.
webhook-attempts = Попытки
webhook-answer = Последний ответ
webhook-next = Следующая попытка
webhook-answered = { $status } через { $milliseconds } мс
webhook-state-waiting = Ожидает
webhook-state-delivered = Доставлено
webhook-state-withheld = Больше не разрешено
webhook-state-failed = Не доставлено
webhook-state-dropped = Отброшено
webhook-failure-notAllowed = Адрес не разрешен
webhook-failure-noSuchHost = Имя никуда не ведет
webhook-failure-noConnection = Нет соединения
webhook-failure-untrusted = Сертификату нет доверия
webhook-failure-timedOut = Нет ответа за 15 секунд
webhook-replay = Отправить повторно
webhook-replay-at = Отправить повторно сообщение от { $time }
webhook-replayed = Сообщение отправляется повторно, если это еще разрешено.
