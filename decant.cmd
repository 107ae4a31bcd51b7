@echo off
rem Starts Decant from a checkout that was built by "mvn -DskipTests package", or from an archive that
rem brings its own Java. DECANT_JAVA_OPTS: more options for Java.
rem Read with care, but never run: there was no Windows to run it on.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
rem In an archive, bin has copies; under the name of one of Caffe's tools it is that tool.
if exist "%ROOT%..\decant.cmd" set "ROOT=%ROOT%..\"
set "PROGRAM=%~n0"
set "TOOL=%PROGRAM%"
if /i "%TOOL%"=="decant" set "TOOL="
if /i "%TOOL%"=="caffe" set "TOOL="

if exist "%ROOT%runtime\bin\java.exe" goto packed
if not exist "%ROOT%cli\target\lib\" goto unbuilt
set "JARS=%ROOT%cli\target\*;%ROOT%cli\target\lib\*"
set "KIT="
if /i "%~1"=="conformance" set "KIT=1"
if /i "%~1"=="rates" set "KIT=1"
if defined KIT set "JARS=%JARS%;%ROOT%conformance-tests\target\*;%ROOT%conformance-tests\target\lib\*"
if defined JAVA_HOME goto home
set "JAVA=java.exe"
where /q java.exe || goto nojava
goto run

:packed
set "JARS=%ROOT%lib\*"
set "JAVA=%ROOT%runtime\bin\java.exe"
goto run

:home
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
if exist "%JAVA%" goto run
echo decant: there is no "%JAVA%"; set JAVA_HOME to a JDK, version 17 or later 1>&2
exit /b 1

:nojava
echo decant: no Java found; install a JDK, version 17 or later 1>&2
exit /b 1

:unbuilt
echo decant: not built yet; run: mvn -DskipTests package 1>&2
exit /b 1

rem An option of the user's that chooses a collector takes the place of ours.
rem Flags that only newer versions know are passed over by older ones.
:run
set "COLLECTOR=-XX:+UseSerialGC"
if defined DECANT_JAVA_OPTS echo "%DECANT_JAVA_OPTS%" | findstr /r /c:"-XX:+Use.*GC" >nul && set "COLLECTOR="
"%JAVA%" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow ^
  --enable-native-access=ALL-UNNAMED -Xms64m %COLLECTOR% %DECANT_JAVA_OPTS% ^
  "-Ddecant.program=%PROGRAM%" -cp "%JARS%;%ROOT%plugins\*" io.decant.cli.Main %TOOL% %*
exit /b %ERRORLEVEL%
