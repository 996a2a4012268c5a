# Роли и назначения: своя организация и партнеры у клиентов.

role = Роль
roles-text = Встроенные роли неизменны; можно создать и другие. Вы назначаете роли пользователям и группам безопасности для выбранных комнат.
roles-assign = Назначить роль
roles-built-in = Встроенные роли
roles-permissions = { $count ->
    [one] { $shown } разрешение
    [few] { $shown } разрешения
    [many] { $shown } разрешений
   *[other] { $shown } разрешений
  }
roles-members = { $count ->
    [one] { $shown } участник
    [few] { $shown } участника
    [many] { $shown } участников
   *[other] { $shown } участников
  }
roles-in-directory = Выдается в каталоге, всегда на все комнаты.
roles-unassigned = Не назначена.
roles-partner-scope = Комнаты и сотрудники этого партнера
role-help-site-lead = Организует комнаты площадки: группы, отчеты, заявки.
role-help-site-tech = Работает с выбранными комнатами.
members-help = Пользователи и группы безопасности вашей организации, хотя бы один.
members-save = Сохранить участников
scope-save = Сохранить комнаты
roles-delete-question = Завершить назначение { $name }?
roles-delete-text = Эти участники сразу потеряют права по этому назначению.
customer-roles-text = Выберите клиента, затем тех, кто из вашей организации там работает.
customer-roles-choose = Выбор клиента
customer-roles-choose-text = Здесь появятся его роли и те, кто из вашей организации их исполняет.
customer-roles-scope = Назначенные администраторы; для всех комнат связи, выбранных клиентом.
assigned-admins = Назначенные администраторы
customer-roles-empty = Клиентов нет
customer-roles-empty-text = Видны роли тех клиентов, у которых вам разрешено просматривать роли.
roles-new = Новая роль
roles-custom = Собственные роли
roles-custom-none = Собственных ролей пока нет.
role-permissions = Разрешения
role-permissions-help = Вы можете выбрать то, что разрешено там вам самим.
role-delete-question = Удалить роль «{ $name }»?
role-delete-text = Ее назначения сразу прекращаются: кто ее получил, теряет ее разрешения.
role-delete-name = Удалить { $name }
site-lead-profile = Что может руководитель площадки
site-lead-standard = Как опубликовано: создает и изменяет группы, ведет круги обновления
site-lead-strict = Строго: только просматривает группы, без кругов обновления
site-lead-save = Сохранить
period-legend = Срок
period-help = Без дат действует сразу и без окончания. Оба дня включены.
period-from = Первый день
period-until = Последний день
period-save = Сохранить срок
period-since = С { $day }.
period-to = По { $day }.
period-begins = Начнется { $day }
period-ended = Закончилось
period-ends-today = Заканчивается сегодня
period-ends-in = { $count ->
    [one] Закончится через { $shown } день
    [few] Закончится через { $shown } дня
    [many] Закончится через { $shown } дней
   *[other] Закончится через { $shown } дней
  }
period-extend = Продлить
period-extend-by = { $count ->
    [one] На { $count } день, по { $day }
    [few] На { $count } дня, по { $day }
    [many] На { $count } дней, по { $day }
   *[other] На { $count } дней, по { $day }
  }
period-extend-month = Продлить на 30 дней
period-extend-name = Продлить на 30 дней: { $name }
period-extended = Продлено: действует по { $day }.
permissions-of-room = Комнаты
permissions-of-group = Группы
permissions-of-ring = Круги обновления
permissions-of-report = Отчеты
permissions-of-ticket = Заявки
permissions-of-settings = Параметры
permissions-of-role = Роли
permission-help-room-view = Видеть комнаты с их сигналами, состоянием, параметрами и историей.
permission-help-room-modify = Изменять комнаты и их параметры, выполнять над ними действия.
permission-help-room-reset-key = Заменить ключ регистрации; старый файл больше ничего не регистрирует.
permission-help-room-download-key = Скачать файл ключа регистрации и агент.
permission-help-room-unenroll = Прекратить наблюдение за комнатой или удалить ее.
permission-help-room-create = Добавить комнату и начать наблюдение за подключаемой.
permission-help-group-view = Видеть группы комнат и их состав.
permission-help-group-modify = Переименовать группу, изменить ее состав, удалить ее.
permission-help-group-create = Создавать группы комнат.
permission-help-ring-view = Видеть круги обновления, обновления и их ход.
permission-help-ring-modify = Изменять круги, перемещать между ними комнаты, управлять обновлениями.
permission-help-report-view = Видеть и выгружать отчеты.
permission-help-ticket-create = Записать проблему с комнатой.
permission-help-ticket-view = Видеть заявки.
permission-help-ticket-update = Отвечать на заявки, прикладывать файлы, менять состояние, закрывать записанные проблемы.
permission-help-settings-view = Видеть параметры организации, в том числе ее партнеров.
permission-help-settings-modify = Изменять параметры: приглашать, ограничивать, блокировать и удалять партнеров.
permission-help-role-view = Видеть роли, кто и где их исполняет.
permission-help-role-modify = Создавать, изменять, удалять и назначать роли в пределах собственных прав.
role-step-role = Роль
role-step-permissions = Разрешения
role-step-assignment = Назначение
role-step-members = Участники
role-step-rooms = Комнаты
role-step-review = Проверка
role-title-role = Как называется роль?
role-title-permissions = Что она разрешает?
role-title-assignment = Как она назначается впервые?
role-title-members = Кто ее получает?
role-title-rooms = Для каких комнат?
role-title-review = Все верно?
role-text-role = Название, из которого ясно, для чего роль. Другой роли с таким названием здесь нет.
role-text-permissions = Кто получил роль, может все это в комнатах своего назначения.
role-text-assignment = У роли может быть несколько назначений, каждое со своими участниками, комнатами и сроком.
role-text-members = Пользователи и группы безопасности вашей организации; кто войдет в группу позже, тоже получит роль.
role-text-rooms = Участники могут то, что разрешает роль, в этих комнатах и ни в каких других.
role-text-review = Роль создается и начинает действовать для участников, когда вы нажмете кнопку.
role-copy-of = Копия: { $name }
role-left-out = Не вошло, так как вы не можете дать это здесь:
role-assign = Первое назначение
role-assign-now = Назначить сейчас
role-assign-now-help = Участников и комнаты вы выберете на следующих шагах.
role-assign-later = Назначить позже
role-assign-later-help = Роль создается, но ее пока никто не получает.
role-assignment-name = Название назначения
role-add = Добавить роль
role-clone = Клонировать
role-clone-name = Клонировать { $name }
role-effect-people = Пользователи
role-effect-none = Сейчас ничьи права не изменятся.
role-effect-lost = Теряют
role-effect-gained = Получают
role-effect-assignments = Назначения роли
role-review = Изменить { $name }?
role-review-text = Вот что изменится для людей, как только вы сохраните.
roles-compare = Сравнить роли
roles-compare-one = Роль
roles-compare-other = Сравнить с
roles-compare-only = Только { $name }
roles-compare-permission = Разрешение
roles-compare-has = Разрешено
roles-compare-lacks = Не разрешено
roles-compare-differs = Отличается
