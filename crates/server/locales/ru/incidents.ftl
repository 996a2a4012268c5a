# Инциденты: заявки по комнатам и проблемы, о которых сообщили люди.

ticket = Заявка
ticket-find = Найти заявку, комнату или сигнал
ticket-show = Показать
ticket-show-open = Открытые заявки
ticket-show-past = Решенные и закрытые заявки
ticket-show-all = Все заявки
ticket-state = Состояние
ticket-state-new = Новая
ticket-state-investigating = В работе
ticket-state-watching = Под наблюдением
ticket-state-resolved = Решена
ticket-state-closed = Закрыта
ticket-kind = Источник
ticket-kind-signal = Сигнал
ticket-kind-recorded = Человек
ticket-reference = Номер
ticket-owner = Ответственный
ticket-nobody = Никто
ticket-opened = Открыта
ticket-changed = Последнее изменение
ticket-resolved = Дата решения
ticket-closed = Дата закрытия
ticket-reason = Причина
ticket-reason-repaired = Исправлено
ticket-reason-replaced = Заменено устройство или деталь
ticket-reason-wentAway = Прошло само
ticket-reason-noFault = Неисправности нет
ticket-reason-duplicate = Описано в другой заявке
ticket-reason-healthy = Семь дней без сбоев
ticket-reason-signalDisabled = Сигнал отключен
ticket-reason-roomRemoved = Комната больше не отслеживается
ticket-take = Взять в работу
ticket-leave = Передать другим
ticket-due = Срок
ticket-overdue = Просрочен
ticket-due-day = Срок (до конца дня)
ticket-due-help = Оставьте пустым, если срока нет.
ticket-resolve = Решить
ticket-resolve-help = Что касается этой проблемы, комната снова исправна. Заявка закроется через семь дней.
ticket-resolved-text = Снова исправно. Если проблема вернется в течение семи дней, эта заявка откроется снова, иначе она закроется.
ticket-of-issue = Заявки по той же проблеме
ticket-message = Сообщение
ticket-message-new = Написать сообщение
ticket-message-help = Его прочитают все, кто видит эту заявку, с обеих сторон.
ticket-message-send = Отправить
ticket-all-signals = Показать все сигналы
ticket-history = История
ticket-by-system = Steward
ticket-entry-state = Состояние
ticket-entry-owner = Ответственный
ticket-entry-team = Команда
ticket-entry-due = Срок
ticket-entry-severity = Серьезность
ticket-done-recorded = Проблема записана.
ticket-done-written = Сообщение отправлено.
ticket-done-taken = Теперь этой заявкой занимаетесь вы.
ticket-done-left = Заявка передана другим.
ticket-done-resolved = Заявка решена.
attachments = Вложения
attachments-none = Файлов пока нет.
attachment-file = Приложить файл
attachment-help = Изображение, видео, PDF, текст или архив, до 16 МБ. Скачать его могут все, кто видит эту заявку, с обеих сторон.
attachment-add = Приложить
attachment-size = { $kilobytes } КБ
attachment-remove = Удалить
attachment-remove-text = Файл { $name } удаляется навсегда.
attachment-done-added = Файл приложен.
attachment-done-removed = Файл удалён.
ticket-entry-attachment = Вложение
ticket-bulk-nothing = Сначала выберите заявки.
ticket-bulk-chosen = { $count ->
    [one] Выбрана { $shown } заявка
    [few] Выбраны { $shown } заявки
    [many] Выбрано { $shown } заявок
   *[other] Выбрано { $shown } заявки
  }
ticket-bulk-message-help = Сообщение будет записано в каждую из этих заявок. Его прочтут все, кто видит заявку, с обеих сторон.
ticket-bulk-give-help = Люди вашей организации, которые видят все эти заявки, и команды, в которые входит кто-то из них. Кто займётся заявкой, команда решает сама.
ticket-bulk-resolve-help = Люди решают только записанные проблемы; заявки по сигналам остаются как есть.
ticket-bulk-result = Что стало с заявками
ticket-bulk-done = Выполнено: { $done } из { $all }.
ticket-bulk-outcome = Итог
ticket-bulk-ok = Выполнено
ticket-bulk-refused = Не выполнено
ticket-any-time = За всё время
ticket-within = { $count ->
    [one] За { $shown } день
    [few] За { $shown } дня
    [many] За { $shown } дней
   *[other] За { $shown } дня
  }
tickets-choose = Выберите клиента
tickets-choose-text = Показываются заявки одного клиента. Выберите его выше или покажите заявки всех клиентов одним списком.
tickets-show-all = Показать заявки всех клиентов
tickets-show-one = Показывать по одному клиенту
fault = Неисправность
fault-tickets = Открытые заявки
fault-since = С каких пор
faults-fold = Свернуть одну неисправность во многих комнатах
faults-unfold = Показать каждую заявку
related-show = Показать и связанные заявки
related-hide = Свернуть связанные заявки под их причину
related-cause = Причина
related-tickets = Объясняется этой заявкой
related-count = { $count ->
    [one] { $shown } связанная заявка
    [few] { $shown } связанные заявки
    [many] { $shown } связанных заявок
   *[other] { $shown } связанной заявки
  }
faults-count = { $count ->
    [one] { $shown } неисправность
    [few] { $shown } неисправности
    [many] { $shown } неисправностей
   *[other] { $shown } неисправности
  }
tickets-by-severity = Заявки по серьезности
tickets-none = Открытых заявок нет
tickets-none-text = В комнатах, которые вы видите, все в порядке.
tickets-count = { $count ->
    [one] { $shown } заявка
    [few] { $shown } заявки
    [many] { $shown } заявок
   *[other] { $shown } заявки
  }
tickets-open-here = Открытые заявки
issue-record = Сообщить о проблеме
issue-text = Опишите, что не так. Каждая выбранная комната считается неисправной, пока ее заявка не решена.
issue-description = Что не так
issue-description-help = Например: проектор показывает желтую картинку.
issue-high-impact = Серьезные последствия
issue-high-impact-help = Комнатами нельзя пользоваться. Тогда заявки получают серьезность «Критическая», иначе «Важная».
issue-rooms-help = Комнаты, в которых есть проблема; для каждой создается заявка.
issue-choose = Выберите…
ticket-give = Передать
ticket-give-title = Передача заявки
ticket-give-text = Люди вашей организации, которые видят эту заявку, и команды, в которые входит кто-то из них.
ticket-give-find = Найти человека или команду
ticket-give-people = Люди
ticket-give-teams = Команды
ticket-give-none = Никого не найдено. Заниматься заявкой могут только люди вашей организации, которые её видят.
ticket-give-more = Показаны первые 20; остальных найдите по имени.
ticket-give-nobody = Никто, без команды
ticket-done-given = Заявка передана.
ticket-team = Команда
ticket-owned-me = Я
ticket-owned-teams = Мои команды
ticket-owned-nobody = Никто
ticket-owned-chosen = Выбранный ответственный
ticket-give-choose = Выберите, кому передать заявку.
ticket-bulk-by-system = { $count ->
    [one] { $shown } выбранная заявка остается как есть: решать ее не нужно, Steward сделает это, как только ее сигнал снова будет в порядке.
    [few] { $shown } выбранные заявки остаются как есть: решать их не нужно, Steward сделает это, как только их сигналы снова будут в порядке.
    [many] { $shown } выбранных заявок остаются как есть: решать их не нужно, Steward сделает это, как только их сигналы снова будут в порядке.
   *[other] { $shown } выбранной заявки остаются как есть: решать их не нужно, Steward сделает это, как только их сигналы снова будут в порядке.
  }
ticket-suppressed = Подавленные заявки
ticket-suppressed-without = Не показывать
ticket-suppressed-with = Показывать тоже
ticket-suppressed-only = Показывать только их
ticket-suppressed-text = Ее сигнал или комната подавлены либо находятся на обслуживании. Пока это не закончится, заявка никого не оповещает и не учитывается.
suppressed-show = Показать и подавленные заявки
suppressed-hide = Не показывать подавленные заявки
ticket-next-steps = Следующие шаги
ticket-open-room = Открыть комнату
ticket-all-of-room = Все открытые заявки этой комнаты
ticket-all-of-fault = Та же неисправность во всех комнатах
ticket-room-chosen = Одна комната
