# Список порталов служб у оператора.

service-portals-text = Партнеры видят эти адреса у каждого заказчика, который у них покупает, заполненными для этого заказчика. Сам Steward их никогда не открывает.
service-portals-none = Порталов служб пока нет
service-portals-none-text = Зарегистрируйте портал администрирования службы, и партнеры будут открывать его из записи заказчика.
service-portal = Служба
service-portal-new = Зарегистрировать портал службы
service-portal-edit = Изменить портал службы
service-portal-url = Адрес
service-portal-url-help = Начинается с https://. После узла {"{tenantId}"} означает идентификатор заказчика, а {"{domain}"} — его домен по умолчанию.
service-portal-saved = Портал службы сохранен
service-portal-deleted = Портал службы удален
service-portal-delete-question = Удалить портал службы { $name }?
service-portal-delete-text = Партнеры больше не увидят его у своих заказчиков. Больше ничего не изменится.
