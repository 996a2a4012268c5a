# Вход, одноразовые ссылки.

sign-in = Войти
sign-in-start = Начните с имени учетной записи: Steward найдет вашу организацию.
sign-in-password-set = Пароль задан. Войдите с ним.
sign-in-enter-password = Введите пароль
sign-in-not-you = Это не вы?
sign-in-wait = После новых попыток придется подождать.
account-name = Имя учетной записи
password = Пароль
password-new = Новый пароль
password-old = Прежний пароль
password-repeated = Новый пароль еще раз
password-help = Не меньше 12 знаков. Собственную фразу легко запомнить и трудно угадать.
set-password = Задать пароль
