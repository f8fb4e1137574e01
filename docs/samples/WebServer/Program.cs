// A supervised web server: WebServer ADDRESS CERTIFICATE KEY AUTHORITY PORT
// Serves a page from a container on the host's network, kills the container, and shows that it serves again.
using ActorEngine.Client;
using ActorEngine.Contracts;
using ActorEngine.Samples;
using Akka.Actor;

await using var sample = new SampleSystem(args[0], args[1], args[2], args[3]);
await using var engine = sample.Connect(args[0]);
string port = args[4];
var server = new ChildContainer("httpd", new ContainerSettings
{
    Image = new("busybox"),
    Command = ["sh", "-c", $"mkdir -p /www && hostname > /www/index.html && exec httpd -f -p 127.0.0.1:{port} -h /www"],
    Network = "host",
    StopTimeoutSeconds = 1,
}) { Restart = ChildRestart.Always };
var supervisor = sample.Actors.ActorOf(ContainerSupervisor.Props(engine, new SupervisionSettings { Prefix = $"web{port}" }, server), "web");

Console.WriteLine($"serves: {(await FetchAsync()).Length > 0}");
var first = await engine.FindAsync(new($"web{port}-httpd"));
await first.KillAsync();
await first.WaitAsync();
Console.WriteLine($"serves again: {(await FetchAsync()).Length > 0}");
await supervisor.GracefulStop(TimeSpan.FromMinutes(1), new StopSupervisor());
Console.WriteLine($"running at the end: {(await engine.ListAsync()).Count(row => row.Name == $"web{port}-httpd")}");

async Task<string> FetchAsync()
{
    using var http = new HttpClient();
    using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
    while (true)
    {
        try
        {
            return await http.GetStringAsync($"http://127.0.0.1:{port}/index.html", bound.Token);
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20, bound.Token);
        }
    }
}
