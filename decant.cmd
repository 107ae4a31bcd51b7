@echo off
rem Starts Decant from a checkout that was built by: mvn -DskipTests package
setlocal
set "ROOT=%~dp0"
if not exist "%ROOT%cli\target\lib" (
  echo decant: not built yet; run: mvn -DskipTests package 1>&2
  exit /b 1
)
java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx1g %DECANT_JAVA_OPTS% -cp "%ROOT%cli\target\*;%ROOT%cli\target\lib\*;%ROOT%plugins\*" io.decant.cli.Main %*
