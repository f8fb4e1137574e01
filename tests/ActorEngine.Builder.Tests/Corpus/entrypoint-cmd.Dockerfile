FROM rich
ENTRYPOINT ["/x"]
FROM rich AS two
CMD ["c"]
ENTRYPOINT run $HOME
