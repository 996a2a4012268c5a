# Одна роль сразу у многих клиентов.

bulk-title = Назначить у многих клиентов
bulk-step-role = Роль
bulk-step-members = Участники
bulk-step-customers = Клиенты
bulk-step-rooms = Комнаты и срок
bulk-step-preview = Предварительный просмотр
bulk-title-role = Какая роль?
bulk-title-members = Кто ее получает?
bulk-title-customers = У каких клиентов?
bulk-title-rooms = Для каких комнат и на какой срок?
bulk-title-preview = Все верно?
bulk-text-role = Роли, которые ваша организация создала у клиентов. У каждого клиента назначается роль с тем же названием и теми же разрешениями.
bulk-text-members = Название назначения и участники у всех клиентов одинаковы; кто позже войдет в группу, тоже получит роль.
bulk-text-customers = Клиенты, у которых вы можете назначать роли.
bulk-text-rooms = Одно правило для всех; у каждого клиента это комнаты, которые вы там видите.
bulk-text-preview = Вот что произойдет у каждого клиента. До нажатия кнопки ничего не делается.
bulk-role-at = { $count ->
    [one] У { $shown } клиента
    [few] У { $shown } клиентов
    [many] У { $shown } клиентов
   *[other] У { $shown } клиента
  }
bulk-make = Создать роль там, где у клиента нет роли с таким названием
bulk-make-help = С тем же названием, описанием и разрешениями, если вы можете их там дать.
bulk-no-roles = Назначать пока нечего
bulk-no-roles-text = Создайте роль у одного клиента, затем ее можно назначить у многих.
bulk-customers = Клиенты
bulk-find = Найти клиентов по названию или домену
bulk-having = Роль у клиента
bulk-having-any = С ролью и без нее
bulk-having-with = С ролью
bulk-having-without = Без роли
bulk-lacks-role = нет роли с таким названием
bulk-all = Выбрать всех найденных
bulk-none = Снять выбор с найденных
bulk-rooms-all = Все комнаты каждой связи
bulk-rooms-all-help = Нынешние и будущие комнаты, которые клиент выбрал для вас.
bulk-rooms-named = Комнаты групп и расположений с этими названиями
bulk-rooms-named-help = Клиенты, у которых нет ни одного из них, ничего не получат.
bulk-groups = Названия групп комнат, по одному в строке
bulk-places = Названия расположений, по одному в строке
bulk-names-help = У каждого клиента учитывается то, что там есть и что вы видите. Регистр букв не важен.
bulk-outcome = Что происходит
bulk-would-assigned = Будет назначена
bulk-would-held = Уже есть
bulk-would-refused = Не будет назначена
bulk-did-assigned = Назначена
bulk-did-held = Уже была
bulk-did-refused = Не назначена
bulk-makes-role = Роль создается там.
bulk-count-assigned = Клиенты, у которых назначается
bulk-count-held = Клиенты, у которых уже есть
bulk-count-refused = Клиенты, у которых не назначается
bulk-assign = { $count ->
    [one] Назначить у { $shown } клиента
    [few] Назначить у { $shown } клиентов
    [many] Назначить у { $shown } клиентов
   *[other] Назначить у { $shown } клиента
  }
bulk-csv = Скачать CSV
bulk-result = Что сделано
bulk-result-text = По каждому клиенту решение принималось отдельно. Отказ у одного ничего не изменил у других.
bulk-again = Назначить другую роль
