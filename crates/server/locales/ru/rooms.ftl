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
room-activity = Собрание
room-enrol = Зарегистрировать
room-unenrol = Отменить регистрацию
rooms-by-health = Комнаты по состоянию
rooms-empty = Здесь пока нет комнат. Добавьте комнату или зарегистрируйте устройство с помощью файла ключа.
rooms-empty-sight = Пока вы не видите здесь ни одной комнаты.
rooms-none-chosen = Ни одна комната не выбрана
room-outcome = Результат
room-not-enrolled = Не зарегистрирована
room-account = Учетная запись комнаты
room-capacity = Вместимость
room-size = Размер
room-place-type = Тип помещения
room-coordinates = Координаты
room-latitude = Широта в градусах
room-longitude = Долгота в градусах
room-time-zone = Часовой пояс
room-asset-tag = Инвентарный номер
room-notes = Примечания
room-tag = Метка
room-tags = Метки
room-tags-help = Ваши собственные слова через запятую: не более 20, каждое не длиннее 40 знаков. Группы могут выбирать комнаты по метке.
room-effects-text = Пока ничего не сохранено. Из-за этого расположения или этих меток партнеры увидят комнату или перестанут ее видеть. Если все верно, сохраните еще раз.
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
room-firmware-version = Версия встроенного ПО
room-mac-addresses = Аппаратные адреса
room-tpm = TPM
room-credential-protection = Учетные данные устройства
room-local-account = Локальная учетная запись
room-missing = Чего не хватает агенту
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
room-signal-disabled = Отключен в разделе «Параметры > Сигналы»: не учитывается
room-tab-overview = Обзор
room-tab-signals = Сигналы
room-tab-jobs = Задания
room-tab-history = История
room-onboarding-title = Комната ждет регистрации
room-onboarding-text = Ее состояние показано, но не оценивается, пока администратор ее не зарегистрирует.
room-unmonitored-title = Устройство не выходит на связь со Steward
room-unmonitored-text = Показаны данные последней связи. Проверьте питание и сеть устройства.
room-done-saved = Изменения сохранены.
room-done-added = Комната добавлена.
room-done-added-outside = Комната добавлена. Вы увидите её, когда её включат в одну из ваших групп комнат.
room-done-imported = Комнаты добавлены.
room-done-enrolled = Зарегистрирована
room-done-unenrolled = Комната больше не отслеживается.
room-done-taken-over = Теперь устройство сообщает об этой комнате.
room-done-suppressed = Подавлено
room-done-suppression-saved = Подавление изменено.
room-done-unsuppressed = Подавление завершено. Комната оценивается как обычно.
room-done-moved = Комната перемещена в другой круг.
room-done-reachability-saved = С этого момента ретранслятор проверяет устройство.
room-done-reachability-removed = Ретранслятор больше не проверяет устройство.
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

room-import = Импорт комнат
room-import-text = Добавьте много комнат из файла CSV. Сначала файл проверяется; без вашего подтверждения ничего не добавляется.
room-import-wrong = { $count ->
    [one] { $count } строку нельзя добавить
    [few] { $count } строки нельзя добавить
    [many] { $count } строк нельзя добавить
   *[other] { $count } строки нельзя добавить
}
room-import-wrong-text = Ничего не добавлено. Исправьте эти строки в файле и выберите его снова.
room-import-ready = { $count ->
    [one] Можно добавить { $count } комнату
    [few] Можно добавить { $count } комнаты
    [many] Можно добавить { $count } комнат
   *[other] Можно добавить { $count } комнаты
}
room-import-add = Добавить эти комнаты
room-import-lines = Строки файла
room-import-line = Строка
room-import-right = Можно добавить
room-import-file = Файл CSV
room-import-help = Не более { $number } комнат и 0,25 МБ, в кодировке UTF-8. Ячейки разделяются запятой, точкой с запятой или табуляцией.
room-import-try = Проверить файл
room-import-columns = Столбцы
room-import-columns-text = В первой строке названы столбцы; displayName обязателен, остальные можно опустить. Место пишется вместе с окружающими, от внешнего к внутреннему, через >. Метки пишутся в одной ячейке через запятую. Комната с тем же названием, которая уже есть в том же месте, не добавляется повторно.
rooms-suppress = Подавить или запланировать обслуживание
rooms-unsuppress = Завершить подавление
rooms-join-group = Добавить в группу
rooms-leave-group = Исключить из группы
rooms-chosen = { $count ->
    [one] Выбрана { $shown } комната
    [few] Выбраны { $shown } комнаты
    [many] Выбрано { $shown } комнат
   *[other] Выбрано { $shown } комнаты
  }
rooms-issue-help = У каждого клиента будет своя проблема, с заявкой на каждую его комнату.
rooms-group-review = Пока ничего не изменено. Эти люди увидят комнаты или перестанут их видеть. Если все верно, нажмите кнопку еще раз.
