# Отчеты: показатели помещений за период.

report-overview = Обзор
report-health = Работоспособность
report-usage = Использование
report-call-quality = Качество звонков
report-insight = Результаты
report-text-overview = Заявки, работоспособность и изменения помещений за выбранные дни.
report-text-health = В какие дни помещения были неисправны, как на них сказались заявки и какие встречи пострадали. Помещения на этапе подключения не учитываются.
report-text-usage = Как помещения бронировались и использовались. Загрузка — забронированные часы относительно восьми часов в день.
report-text-call-quality = Как прошли звонки в помещениях по данным устройств. Показатель — доля хороших звонков среди всех.
report-text-insight = Что было обнаружено и сделано и сколько работы это сэкономило.
report-choose = Выбор дней и помещений
report-days = Период
report-from = С
report-to = По
report-span = { $from } — { $to }
report-table = Показать таблицу
report-nothing = За эти дни данных нет.
report-empty = Нет помещений
report-empty-text = Отчет содержит помещения, которые вам видны. Выберите другие помещения или дождитесь их регистрации.
report-page-before = Назад
report-tickets-export = Экспорт заявок (JSON)
report-up-to = Шкала до { $most }
report-scale = Шкала от { $low } до { $high }
report-day = День
report-share = Доля
report-none = Нет
report-monitored = Отслеживаемые помещения
report-opened = Открыто заявок
report-resolved = Решено
report-open = Открыто
report-taken = В работе
report-untaken = Без ответственного
report-healthy-last = Исправных комнат { $day }
report-printed = По состоянию на { $moment }
report-print = Печать
report-by-page = Показать по страницам
report-print-all = На этой странице все строки. Напечатайте её или сохраните как PDF отсюда или из меню браузера.
report-healthy = Исправны
report-average = Среднее по всему, что вам видно
report-unhealthy-rooms = Неисправные помещения
report-unhealthy-days = Неисправные дни
report-healthy-days = Исправные дни
report-trouble = Минуты неисправности
report-room-days = Дни помещений
report-opened-that-day = Открыты в тот же день
report-opened-earlier = Открыты раньше
report-impacted = Затронутые встречи
report-sheet-categories = Заявки по категориям
report-sheet-tickets = История заявок
report-help-tickets = Заявки, открытые в какой-то момент дня. Ответственным за день считается тот, у кого заявка была большую его часть.
report-sheet-health = История работоспособности
report-help-health = Доля отслеживаемых помещений, которые в этот день не были неисправны.
report-sheet-most-reliable = Самые надежные помещения
report-sheet-least-reliable = Наименее надежные помещения
report-sheet-rooms = История числа помещений
report-sheet-days = Дни отслеживаемых помещений
report-help-days = День считается неисправным, если с 05:00 до 21:00 по часам помещения критические или важные заявки были открыты в сумме более 20 минут. Одновременно открытые заявки учитываются один раз. Время, когда помещение или сигнал подавлены, не учитывается.
report-sheet-troubled = Помещения с заявками
report-help-troubled = Сначала худшие. Заявка, открытая раньше, учитывается в каждый день, когда она открыта.
report-sheet-usage = Помещения
report-help-usage = По данным устройств о встречах и звонках. Устройство, которое их не сообщает, считается неиспользуемым.
report-sheet-calls = Звонки по качеству
report-sheet-call-rooms = Помещения со звонками
report-help-call-rooms = Откройте помещение, чтобы увидеть его звонки и состояние потоков.
report-sheet-insight = По организациям
report-help-insight = Предотвращенная или устраненная проблема экономит { $issue } мин работы, обновление — { $update } мин.
report-no-rating = Средней оценки нет, потому что встречи никто не оценивает.
report-utilization = Загрузка
report-without-bookings = Помещения без бронирований
report-booked-online = Онлайн-бронирования
report-online = Онлайн-встречи
report-scheduled = Забронированные встречи
report-calls = Звонки
report-performance = Показатель звонков
report-video = Использование видео
report-people = Людей в среднем
report-quality = Качество
report-good = Хорошее
report-poor = Плохое
report-unknown = Неизвестно
report-began = Начало
report-minutes = Минуты
report-has-video = Видео
report-streams = Потоки
report-stream-audio = Звук
report-stream-video = Видео
report-stream-screen = Общий экран
report-sent = отправлено
report-received = получено
report-jitter = Джиттер
report-loss = Потери
report-round-trip = Круговая задержка
report-milliseconds = { $count } мс
report-detections = Обнаружено
report-prevented = Предотвращено проблем
report-remediated = Устранено проблем
report-updates = Обновления
report-hours-saved = Сэкономлено часов
report-worth = Стоимость
report-rate = Стоимость часа
report-rate-set = Задать стоимость часа
report-rate-text = Во сколько оценивается час работы в отчете «Результаты» вашей организации.
report-currency = Валюта
report-currency-help = Три буквы, например USD или EUR.
report-organization = Организация
report-category-audio = Звук
report-category-display = Экраны
report-category-peripherals = Периферия
report-category-connectivity = Подключение
report-category-versioning = Версии
report-category-recorded = Записанные
report-category-other = Прочее
report-last-days = { $count ->
    [one] Последний { $shown } день
    [few] Последние { $shown } дня
    [many] Последние { $shown } дней
   *[other] Последние { $shown } дня
  }
report-span-wrong = { $count ->
    [one] Выберите первый и последний день, не более { $shown } дня.
    [few] Выберите первый и последний день, не более { $shown } дней.
    [many] Выберите первый и последний день, не более { $shown } дней.
   *[other] Выберите первый и последний день, не более { $shown } дня.
  }
report-newest-calls = { $count ->
    [one] Последний { $shown } звонок.
    [few] Последние { $shown } звонка.
    [many] Последние { $shown } звонков.
   *[other] Последние { $shown } звонка.
  }
report-stream-count = { $count ->
    [one] { $shown } поток
    [few] { $shown } потока
    [many] { $shown } потоков
   *[other] { $shown } потока
  }
