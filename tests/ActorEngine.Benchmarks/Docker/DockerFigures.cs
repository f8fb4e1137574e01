using System.Diagnostics;
using System.Text.Json;

namespace ActorEngine.Benchmarks.Docker;

/// <summary>What Docker clients wait for, of several daemons in turn, so that whatever else the machine does troubles all of them.</summary>
internal static class DockerFigures
{
    /// <summary>GET /containers/json.</summary>
    public static int List(IReadOnlyList<string> sockets, int count) => Paired("GET /containers/json", sockets, count, connection =>
    {
        var (status, body) = connection.Ask("GET", "/v1.41/containers/json");
        if (status != 200 || body.Length < 2) throw new IOException($"GET /containers/json was answered {status}.");
    });

    /// <summary>Create, start, wait, remove.</summary>
    public static int Cycle(IReadOnlyList<string> sockets, int count) => Paired("create + start + wait + remove", sockets, count, connection =>
    {
        var (status, body) = connection.Ask("POST", "/v1.41/containers/create", """{"Image":"bench","Cmd":["/bin/true"],"HostConfig":{"NetworkMode":"none"}}""");
        if (status != 201) throw new IOException($"create was answered {status}: {System.Text.Encoding.UTF8.GetString(body.Span)}");
        using var made = JsonDocument.Parse(body);
        string id = made.RootElement.GetProperty("Id").GetString()!;
        foreach (var (method, path) in (ReadOnlySpan<(string, string)>)[("POST", $"/v1.41/containers/{id}/start"), ("POST", $"/v1.41/containers/{id}/wait"), ("DELETE", $"/v1.41/containers/{id}")])
            if (connection.Ask(method, path).Status is var answered && answered is not (200 or 204)) throw new IOException($"{method} {path} was answered {answered}.");
    });

    private static int Paired(string name, IReadOnlyList<string> sockets, int count, Action<DockerConnection> work)
    {
        var connections = sockets.Select(socket => new DockerConnection(socket)).ToList();
        var times = sockets.Select(_ => new double[count]).ToList();
        for (int i = -Math.Max(count / 10, 3); i < count; i++)
            for (int which = 0; which < connections.Count; which++)
            {
                long begin = Stopwatch.GetTimestamp();
                work(connections[which]);
                if (i >= 0) times[which][i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            }

        Console.WriteLine($"{name}, {count} times in turn, milliseconds:");
        for (int which = 0; which < connections.Count; which++)
        {
            Array.Sort(times[which]);
            Console.WriteLine($"  {sockets[which]}: p50 {times[which][count / 2]:F2}  p99 {times[which][count * 99 / 100]:F2}  max {times[which][^1]:F2}  p50 of the last's {times[which][count / 2] / Median(times[^1]):F2}");
            connections[which].Dispose();
        }

        return 0;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);
}
