namespace ActorEngine.EndToEnd.Tests.Docker;

/// <summary>Scripts about the engine itself, and what it is not.</summary>
internal static class NodeCases
{
    public static TheoryData<string, int, string> All { get; } = new()
    {
        { "docker version --format '{{.Server.APIVersion}} {{.Server.MinAPIVersion}} {{.Server.Os}}'", 0, "^1.52 1.24 linux$" },
        { "docker version", 0, "Server: ActorEngine" },
        { "docker info --format '{{.OSType}} {{.Containers}} {{.ServerVersion}}'", 0, "^linux [1-9]\\d* \\d" },
        { "docker info --format '{{.Driver}} {{.CgroupVersion}} {{.DefaultRuntime}}'", 0, "overlay" },
        { "docker info", 0, "Server:.*Containers: .*Runtimes:" },
        { "docker system df", 0, "TYPE.*Images.*Containers.*Local Volumes.*Build Cache" },
        { "docker system df -v", 0, "Images space usage" },
        { "docker system df --format '{{.Type}} {{.TotalCount}}'", 0, "Images [1-9]" },
        { "docker system info --format '{{.Swarm.LocalNodeState}}'", 0, "^inactive$" },
        { "docker builder prune -f", 0, "Total" },
        { "docker plugin ls", 0, "ID" },
        { "docker plugin inspect nosuch", 1, "." },
        { "docker swarm leave", 1, "not part of a swarm" },
        { "docker node ls", 1, "This node is not a swarm manager" },
        { "docker service ls", 1, "This node is not a swarm manager" },
        { "docker secret ls", 1, "This node is not a swarm manager" },
        { "docker config ls", 1, "This node is not a swarm manager" },
        { "docker stack ls", 1, "This node is not a swarm manager" },
        { "docker context create $N --docker host=$DOCKER_HOST >/dev/null; docker --context $N ps -q --filter name=up", 0, "[0-9a-f]{12}" },
        { "DOCKER_API_VERSION=1.24 docker version --format '{{.Client.APIVersion}}'", 0, "^1.24$" },
        { "DOCKER_API_VERSION=1.24 docker ps --filter name=up --format '{{.Names}}'", 0, "^up$" },
        { "DOCKER_API_VERSION=1.40 docker inspect -f '{{.Name}}' up", 0, "^/up$" },
        { "DOCKER_API_VERSION=1.99 docker ps", 1, "client version 1.99 is too new" },
        { "docker search --limit 1 nosuchthing-$N", 1, "." },
        { "docker system events --since 1s --until 0s", 0, "" },
    };

    /// <summary>What every version of the client does.</summary>
    public static IReadOnlyList<string> EveryVersion { get; } =
    [
        "test \"$(docker run --rm busybox echo hi)\" = hi",
        "test \"$(echo in | docker run -i --rm busybox cat)\" = in",
        "docker ps -a | grep ended",
        "docker inspect up | grep running",
        "test \"$(docker exec up echo x)\" = x",
        "docker logs ended 2>/dev/null | grep two",
        "docker images | grep busybox",
        "docker volume ls | grep store",
        "docker network ls | grep bridge",
        "docker info | grep Containers",
        "docker system df | grep Images",
        "docker run -d --name $N busybox sleep 100 && docker stop -t 0 $N && docker rm $N",
        "docker cp up:/etc/passwd . && grep root passwd",
        "printf 'FROM busybox\\nRUN true\\n' > Dockerfile && docker build -t $N . && docker rmi $N",
        "docker save busybox | docker load",
        "docker top up | grep sleep",
        "docker stats --no-stream up | grep up",
        "docker events --since 1h --until 0s | grep start",
    ];
}
