# Комнаты: список, сведения, запись и действия с ними.

room = Комната
room-add = Добавить комнату
room-find = Найти комнату
room-customer = Клиент
room-place = Расположение
room-group = Группа
room-health = Состояние
room-last-seen = Последняя связь
room-health-since = Состояние с
room-enrol = Зарегистрировать
room-unenrol = Отменить регистрацию
rooms-by-health = Комнаты по состоянию
rooms-empty = Здесь пока нет комнат. Добавьте комнату или зарегистрируйте устройство с помощью файла ключа.
rooms-none-chosen = Ни одна комната не выбрана
room-outcome = Результат
room-not-enrolled = Не зарегистрирована
room-account = Учетная запись комнаты
room-capacity = Вместимость
room-time-zone = Часовой пояс
room-asset-tag = Инвентарный номер
room-notes = Примечания
room-partners = Партнеры, которые видят эту комнату
room-device = Устройство
room-device-type = Вид устройства
room-manufacturer = Производитель
room-model = Модель
room-serial-number = Серийный номер
room-host-name = Имя узла
room-agent-version = Версия агента
room-app-version = Версия приложения
room-os-version = Версия ОС
room-addresses = Сетевые адреса
room-network-type = Сеть
room-trouble = Неполадки
room-no-trouble = Неисправных сигналов нет.
room-last-changes = Последние изменения
room-no-history = Пока ничего не сообщалось.
room-no-signals = Сигналов пока нет
room-no-signals-text = Они появятся с первым отчетом устройства.
room-other-signals = Прочие сигналы
room-signal = Сигнал
room-state = Состояние
room-found = Обнаружено
room-since = С
signal-state-healthy = Исправен
signal-state-unhealthy = Неисправен
signal-state-unknown = Нет данных
room-tab-overview = Обзор
room-tab-signals = Сигналы
room-tab-history = История
room-onboarding-title = Комната ждет регистрации
room-onboarding-text = Ее состояние показано, но не оценивается, пока администратор ее не зарегистрирует.
room-unmonitored-title = Устройство не выходит на связь со Steward
room-unmonitored-text = Показаны данные последней связи. Проверьте питание и сеть устройства.
room-done-saved = Изменения сохранены.
room-done-added = Комната добавлена.
room-done-enrolled = Зарегистрирована
room-done-unenrolled = Комната больше не отслеживается.
room-done-taken-over = Теперь устройство сообщает об этой комнате.
room-do-unenrol = Отменить регистрацию
room-do-delete = Удалить
room-ask-unenrol = Прекратить отслеживание этой комнаты?
room-ask-delete = Удалить эту комнату?
room-effect-unenrol = Комната исчезнет из списков и счетчиков, учетные данные устройства прекратят действие. Устройство, которое зарегистрируется снова, будет ждать подключения.
room-effect-delete = Запись, сигналы и история удаляются навсегда. Группы и области теряют эту комнату.
room-take-over = Использовать устройство для другой комнаты
room-take-over-text = Выберите комнату, в которой устройство действительно стоит.
room-stands-in = Где стоит устройство
room-take-over-effect = Выбранная комната сохраняет запись, группы и партнеров и получает это устройство. Прежнее устройство теряет учетные данные. Эта ожидающая комната исчезает.
key-title = Ключ регистрации
rooms-count = { $count ->
    [one] { $shown } комната
    [few] { $shown } комнаты
    [many] { $shown } комнат
   *[other] { $shown } комнаты
  }
