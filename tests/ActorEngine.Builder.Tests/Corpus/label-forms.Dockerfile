FROM rich
LABEL a=1 "b c"="d e" org.x.y='z'
LABEL multi="line \
  two"
LABEL a=over
