FROM busybox
ARG V=foo.tar.gz
ARG EMPTY=
ENV A=${V:-d} B=${UNSET:-d} C=${EMPTY:-d} D=${EMPTY-d} E=${V:+s} F=${UNSET:+s} G=${EMPTY+s} H=${EMPTY:+s}
ENV I=${V#*.} J=${V##*.} K=${V%.*} L=${V%%.*} M=${V/o/0} N=${V//o/0} O=${V/./_} P=${V//[.]/x} Q=${V%.?z}
ENV R=${UNSET:-${V}-nested} S=\$V T="\$V" U='$V' W=$V$V X=${V}_ Y=$V/x Z="${UNSET-a b}"
