FROM rich
HEALTHCHECK CMD ["probe", "--fast"]
