FROM rich
ENV A=1 B="two words" C='single $A' D=back\ slash
ENV OLD form of value  
ENV A=2 B=$A
ENV LANG=C.UTF-8 E=${A}x$B
