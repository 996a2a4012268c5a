# Круги обновления: план, один круг, форма, перемещение комнат.

update-ring = Круг обновления
ring-staging = Пробный
ring-general = Общий
ring-executive = Руководство
ring-text = Круг определяет, когда его комнаты получают обновление: сначала комнаты пробного круга, затем круг за кругом по порядку. Круги с одинаковым порядком идут одновременно.
ring-count = { $count ->
    [one] { $shown } круг
    [few] { $shown } круга
    [many] { $shown } кругов
   *[other] { $shown } круга
  }
ring-days = { $count ->
    [one] { $shown } день
    [few] { $shown } дня
    [many] { $shown } дней
   *[other] { $shown } дня
  }
ring-order = Порядок
ring-order-help = 2 — сразу после пробного круга, 8 — перед кругом «Руководство». Круги с одинаковым порядком идут одновременно.
ring-rollout = Развертывание
ring-rollout-days = Развертывание, дней
ring-rollout-help = За столько дней обновление распределяется по комнатам круга.
ring-test = Проверка
ring-test-days = Проверка, дней
ring-test-help = Столько дней за обновлением наблюдают, прежде чем начнется следующий круг. Можно указать 0.
ring-completion = Всего на круг
ring-begins = Начало через
ring-turn = Когда наступает очередь
ring-total = Итого
ring-full-rollout = Полное развертывание
ring-timeline = Шкала времени
ring-timeline-help = Полосы показывают 60 дней: во всю высоту — развертывание, в половину — проверка.
ring-days-left = Дни для этого круга
ring-days-left-text = Все круги вместе занимают не более 60 дней. Развертывание и проверка этого круга должны уложиться в дни, которые остаются при его порядке.
ring-days-of-others = Дни других кругов
ring-days-remaining = Осталось дней
ring-new = Новый круг
ring-create = Создать круг
ring-edit = Изменить круг
ring-created = Круг создан.
ring-deleted = Круг удален. Его комнаты теперь в общем круге.
ring-empty = В этом круге нет комнат
ring-empty-text = Комнаты, перемещенные сюда, покидают прежний круг.
ring-rooms-help = Комната входит ровно в один круг и покидает прежний. Комнаты, которые уже входят в этот круг, не показаны.
ring-move-rooms = Переместить сюда комнаты
ring-move-to = Переместить комнаты в круг: { $name }
ring-move-room = Переместить в другой круг
ring-move = Переместить
ring-rooms-moved = Комнаты перемещены.
ring-delete-question = Удалить круг «{ $name }»?
ring-delete-text = Круг удаляется навсегда.
ring-delete-rooms = { $count ->
    [0] В нем нет комнат, которые вы видите.
    [one] { $shown } комната перейдет в общий круг.
    [few] { $shown } комнаты перейдут в общий круг.
    [many] { $shown } комнат перейдут в общий круг.
   *[other] { $shown } комнаты перейдет в общий круг.
  }
ring-customers-count = { $count ->
    [one] { $shown } клиент
    [few] { $shown } клиента
    [many] { $shown } клиентов
   *[other] { $shown } клиента
  }
ring-customers-none-chosen = Сначала выберите клиентов.
ring-set-days = Задать дни
ring-set-days-text = Дни кругов, которые есть в каждой организации. Пустое поле остается у каждого клиента как есть.
ring-set-days-review = Проверить изменения
ring-set-days-effect = Решение по каждому клиенту принимается отдельно: меняются все его круги ниже или ни одного. Пока ничего не изменено.
ring-set-days-changes = Изменения
ring-set-days-not-here = Невозможно
ring-set-days-same = Остается как есть
ring-set-days-again = Изменить дни
rings-none-customers = Нет кругов обновления, которые вы видите
rings-none-customers-text = Ни один клиент не дал вам разрешения просматривать его круги обновления.
