# 로그인, 일회용 링크.

sign-in = 로그인
sign-in-start = 계정 이름부터 입력하세요. Steward가 조직을 찾습니다.
sign-in-password-set = 암호가 설정되었습니다. 새 암호로 로그인하세요.
sign-in-enter-password = 암호를 입력하세요
sign-in-not-you = 본인이 아닌가요?
sign-in-wait = 여러 번 틀리면 기다려야 합니다.
account-name = 계정 이름
password = 암호
password-new = 새 암호
password-old = 이전 암호
password-repeated = 새 암호 다시 입력
password-help = 12자 이상. 자기만의 문장은 기억하기 쉽고 추측하기 어렵습니다.
set-password = 암호 설정
