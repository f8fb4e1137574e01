FROM busybox
ADD git@github.com:team/app.git /src
