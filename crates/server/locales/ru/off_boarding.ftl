# What partners hold, the end of all of it, and the signed records.

holdings = Что есть у партнеров
holdings-of = Что есть у { $name }
holdings-some = Что-то есть
holdings-nothing = Ничего нет
holdings-delegated = Роли каталога
holdings-nothing-text = У партнера в вашей организации ничего нет, и ничто не ждёт ответа.
holdings-granular = { $count ->
    [one] { $shown } детальное отношение
    [few] { $shown } детальных отношения
    [many] { $shown } детальных отношений
   *[other] { $shown } детальных отношений
  }
holdings-subscription-roles = { $count ->
    [one] { $shown } роль в подписках
    [few] { $shown } роли в подписках
    [many] { $shown } ролей в подписках
   *[other] { $shown } ролей в подписках
  }
holdings-invitations = { $count ->
    [one] { $shown } приглашение ждет
    [few] { $shown } приглашения ждут
    [many] { $shown } приглашений ждут
   *[other] { $shown } приглашений ждут
  }
holdings-requests = { $count ->
    [one] { $shown } запрос ждёт вашего ответа
    [few] { $shown } запроса ждут вашего ответа
    [many] { $shown } запросов ждут вашего ответа
   *[other] { $shown } запросов ждут вашего ответа
  }
holdings-off-boarded = Все прекращено { $date }
holding-link = Связь
holding-role = Роль партнера
holding-assignment = Назначение роли
holding-resellerRelationship = Отношения реселлера
holding-delegatedAdminPrivileges = Делегированные права администратора
holding-granularRelationship = Детальные отношения
holding-accessAssignment = Назначение доступа
holding-delegatedRooms = Комнаты по делегированию
holding-subscriptionRole = Роль в подписке
holding-invitation = Приглашение
holding-granularRequest = Запрос детальных отношений
holding-application = Приложение партнера
holding-of = Часть: { $name }
holding-opens-rooms = Открывает ваши комнаты
holding-ends-with-link = Прекращается вместе со связью
holding-ends-with-relationship = Прекращается вместе с отношениями
holding-ends-with-reseller = Прекращается вместе с отношениями с реселлером
holding-ends-withdrawn = Отозвать
holding-ends-closed = Закрыть
holding-end = Прекратить
holding-since = С { $date }
holdings-clients = Кто и чем пользуется
holdings-people = Люди партнера
holding-people = Показать людей
holding-people-of = Люди партнёра { $name }
holding-people-text = Все сотрудники этого партнёра, у которых есть что-либо в вашей организации, напрямую или через группу. Заблокированный не может пользоваться ничем, пока вы не снимете блокировку.
holding-way = Основание
holdings-tokens = Токены доступа этих людей
holdings-webhooks = Веб-перехватчики партнера
holdings-applications = Приложения партнера
holding-applications = Заблокировать приложение
holding-applications-text = Программы партнёра, которые могут действовать по ролям, предоставленным вами партнёру, сами или от имени его сотрудников. Заблокированная не может пользоваться ничем, пока вы не снимете блокировку.
holdings-autopilot-devices = { $count ->
    [one] { $shown } устройство добавлено партнером
    [few] { $shown } устройства добавлено партнером
    [many] { $shown } устройств добавлено партнером
   *[other] { $shown } устройств добавлено партнером
  }
holdings-clients-text = Токены и веб-перехватчики действуют по правам этих людей и прекращаются вместе с ними.
holdings-asked = Запрошено
holdings-asked-text = Партнер запрашивает эти детальные отношения. Они ничего не дают, пока их не одобрит глобальный администратор вашей организации.
holdings-asked-until = Можно одобрить до { $date }
holdings-past = Ранее
off-board = Прекратить все
off-board-who = Прекратить все сразу могут только глобальные администраторы вашей организации.
off-board-question = Прекратить все, что есть у { $name }?
off-board-text = Сразу же никто из партнера не сможет ничего делать и видеть в вашей организации. Отменить это нельзя: для новых отношений нужно новое приглашение или новый запрос.
off-board-ends = Что прекратится
off-board-effects = Что это значит
off-board-stays = Что остаётся
effect-tokens = { $count ->
    [one] { $shown } токен доступа больше ничего здесь не откроет.
    [few] { $shown } токена доступа больше ничего здесь не откроют.
    [many] { $shown } токенов доступа больше ничего здесь не откроют.
   *[other] { $shown } токенов доступа больше ничего здесь не откроют.
  }
effect-webhooks = { $count ->
    [one] { $shown } веб-перехватчик больше не сообщит ничего о вашей организации.
    [few] { $shown } веб-перехватчика больше не сообщат ничего о вашей организации.
    [many] { $shown } веб-перехватчиков больше не сообщат ничего о вашей организации.
   *[other] { $shown } веб-перехватчиков больше не сообщат ничего о вашей организации.
  }
effect-bought = Купленное остается у вас; через этого партнера больше ничего не продается и не продлевается.
effect-applications = Приложения партнера больше ничего не могут здесь делать.
effect-autopilot = Прекращается то, что отношения с реселлером открывают в Windows Autopilot:
effect-requests = То, о чём просит партнер, отклоняется.
effect-record = Вы получите подписанную запись о том, что прекращено и что осталось.
off-boarding-records = Записи о прекращении
off-boarding-record = Запись о прекращении
off-boarding-records-text = Подписанные записи о том, что прекращено вместе со всем у партнера и что осталось.
off-boarding-records-none = Записей о прекращении нет
off-boarding-records-none-text = Запись появляется, когда вы прекращаете все, что есть у партнера.
off-boarding-record-of = Прекращение: { $name }
off-boarding-done = У { $name } в вашей организации больше ничего нет
off-boarding-issued = Когда прекращено
off-boarding-by = Кто прекратил
off-boarding-ended = Что прекращено
off-boarding-log = Журнал аудита до этого
off-boarding-signature = Подпись
off-boarding-genuine = Создана этим Steward и не изменена
off-boarding-not-genuine = Подпись не совпадает: запись изменена или ключа запечатывания того времени больше нет.
off-boarding-download = Скачать подписанную запись
residue = Что осталось
residue-some = Что-то осталось
residue-none = Ничего не осталось
residue-none-text = Ничего не осталось: ни прав, ни ключей, ни копий, ни того, что задали люди партнера.
residue-text = Прав не осталось. Обратите внимание на это:
residue-last = Последнее: { $date }
residue-enrolmentKey = Скачивания ключа регистрации
residue-help-enrolmentKey = Люди партнера скачали действующий ключ и могли его сохранить. Сбросьте его.
residue-copies = Экспорт и скачивания
residue-help-copies = Файлы, которые забрали люди партнера. Каждый назван в журнале аудита.
residue-suppressions = Подавления
residue-help-suppressions = Заданы людьми партнера и еще действуют: по таким комнатам нет заявок.
residue-maintenanceWindows = Окна обслуживания
residue-help-maintenanceWindows = Заданы людьми партнера и еще не закончились.
residue-runningJobs = Выполняемые задания
residue-help-runningJobs = Устройства выполняют то, о чем попросили люди партнера. Не начатое больше не выдается.
residue-rollouts = Развертывания
residue-help-rollouts = Начаты людьми партнера и еще не закончились. Приостановите их или начните заново.
residue-rooms = Комнаты
residue-help-rooms = Созданы людьми партнера. Удалите ненужные.
residue-roomGroups = Группы комнат
residue-help-roomGroups = Созданы людьми партнера. Прежде чем удалить ненужные, посмотрите, какие роли их называют.
residue-subscriptions = Подписки
residue-help-subscriptions = Подготовлены партнером, но остаются вашими и продолжаются. Ролей партнера в них больше нет.
residue-resources = Ресурсы
residue-help-resources = Созданы людьми партнера в ваших подписках. Удалите ненужные.
residue-licences = Лицензии
residue-help-licences = Выданы людьми партнера вашим людям. Отзовите ненужные.
residue-people = Люди в вашем каталоге
residue-help-people = Добавлены партнером, или он имел отношение к их паролю. Подтвердите тех, кого знаете, остальных отключите.
residue-changedPeople = Измененные люди
residue-help-changedPeople = Люди в вашем каталоге, которых люди партнера изменили, включили или отключили. Проверьте тех, кого не ожидали.
residue-groups = Группы безопасности
residue-help-groups = Созданы партнером. Прежде чем что-либо им дать, посмотрите, кто в них.
residue-groupMembers = Участники ваших групп
residue-help-groupMembers = Добавлены людьми партнера в группы, которые создали вы. Уберите тех, кому там не место.
residue-autopilotDevices = Устройства Autopilot
residue-help-autopilotDevices = Добавлены партнером. Они ваши и настраиваются для вашей организации. Удалите чужие.
residue-autopilotProfiles = Профили Autopilot
residue-help-autopilotProfiles = Созданы партнером. Устройства по-прежнему их берут; измените или удалите ненужные.
reseller-end = Прекратить отношения реселлера
reseller-end-question = Прекратить отношения реселлера с { $name }?
reseller-end-text = Партнер сразу же не сможет продавать вашей организации и действовать в ней по этим отношениям, включая делегированные права администратора и Windows Autopilot. Купленное остается. Для новых отношений нужен новый запрос. Роли в подписках остаются, пока вы их не удалите.
reseller-done-ended = Отношения реселлера прекращены
