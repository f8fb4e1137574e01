FROM rich
ENV V=/var
VOLUME /a $V/b
VOLUME ["/c d", "/a"]
