; A directory on this computer that lets others reach it, and calls on the same network, come in to Ahoy.exe.
; Windows takes the rule from an elevated installer only; after an ordinary one it asks when somebody first comes in.

!define AHOY_NETSH '"$SYSDIR\netsh.exe" advfirewall firewall'
!define AHOY_RULE 'name="Ahoy" program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"'

!macro ahoyForgetRule
  nsExec::Exec '${AHOY_NETSH} delete rule ${AHOY_RULE}'
  Pop $0
!macroend

!macro customInstall
  ; An upgrade would add it a second time.
  !insertmacro ahoyForgetRule
  nsExec::Exec '${AHOY_NETSH} add rule ${AHOY_RULE} dir=in action=allow profile=private enable=yes'
  Pop $0
!macroend

!macro customUnInstall
  !insertmacro ahoyForgetRule
!macroend
