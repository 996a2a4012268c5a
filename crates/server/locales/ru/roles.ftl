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
customer-roles-empty = Клиентов нет
customer-roles-empty-text = Видны роли тех клиентов, у которых вам разрешено просматривать роли.
roles-new = Новая роль
roles-custom = Собственные роли
roles-custom-none = Собственных ролей пока нет.
role-permissions = Разрешения
role-permissions-help = Вы можете выбрать то, что разрешено там вам самим.
role-made = Роль создана. Укажите теперь, кто ее получает и для каких комнат.
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
