# Роли и назначения: своя организация и партнеры у клиентов.

role = Роль
roles-text = Встроенные роли неизменны. Вы назначаете их пользователям и группам безопасности для выбранных комнат.
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
