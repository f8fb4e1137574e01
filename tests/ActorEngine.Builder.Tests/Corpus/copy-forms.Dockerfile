FROM busybox
WORKDIR /w
COPY a b
COPY a b /dir/
COPY ["with blank", "/to here/"]
COPY dir/*.txt .
COPY ../up /x
COPY / /all/
COPY . .
COPY 'quoted file' /q
