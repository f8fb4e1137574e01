FROM busybox
ENV NAME=world
COPY <<EOF /hello.txt
hello $NAME "quoted" \$NAME
EOF
COPY <<'RAW' <<two.txt /dir/
$NAME
RAW
	two
two.txt
COPY --chmod=755 <<-SH /run.sh
	#!/bin/sh
	echo
	SH
