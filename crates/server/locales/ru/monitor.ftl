# The monitor of delegated admin privileges.

monitor = Монитор
monitor-title = Монитор делегированных прав администратора
monitor-text = Как ваши агенты пользуются делегированными правами администратора у заказчиков. Использование — всё, что кто-то сделал или увидел с ними в каталоге заказчика; здесь оно видно не позже чем через 15 минут. После 60 дней без использования рекомендуется отзыв, после 90 права считаются неактивными.
monitor-ends = На этом сервере неактивные права прекращаются сами.
monitor-none = Делегированных прав администратора нет
monitor-none-text = Заказчик появится здесь, когда предоставит вашей организации делегированные права администратора.
monitor-show = Показать
monitor-show-all = Все заказчики с правами
monitor-show-new = Предоставлены за последние 7 дней
monitor-show-30 = Неактивны от 30 до 60 дней
monitor-show-60 = Неактивны от 60 до 90 дней
monitor-show-90 = Неактивны 90 дней и больше
monitor-agents = Агенты за сутки
monitor-uses = Использования за сутки
monitor-enabled-days = Дней включены
monitor-inactive-days = Дней без использования
monitor-never-used = Не использовались
monitor-recommendation = Рекомендация
monitor-recommendation-keep = Нет
monitor-recommendation-remove = Отозвать
monitor-recommendation-inactive = Отозвать: неактивны
monitor-nothing = Ничего не отмечено.
monitor-return-question = Отказаться от делегированных прав администратора у этих заказчиков?
monitor-told = Администраторы каждого заказчика увидят уведомление в своем портале.
monitor-mail = Сообщить им также по электронной почте
monitor-returned = Отказ выполнен у { $done } из { $all } заказчиков.
