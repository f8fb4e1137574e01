# check=skip=JSONArgsRecommended,StageNameCasing;error=true
FROM busybox AS Base
CMD echo x
