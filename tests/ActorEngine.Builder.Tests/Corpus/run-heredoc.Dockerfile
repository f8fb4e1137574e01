FROM busybox
RUN <<EOF
echo one
  echo two
EOF
RUN <<-"END"
	echo $x
		echo tab
	END
RUN cat <<A > /a && cat <<B > /b
first
A
second
B
RUN <<PY
#!/usr/bin/env python
print(1)
PY
