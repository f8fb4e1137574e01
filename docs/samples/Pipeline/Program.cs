// Bytes through containers on two nodes: Pipeline ADDRESS-OF-A ADDRESS-OF-B CERTIFICATE KEY AUTHORITY [LINES=100000]
// A container on A writes lines; an actor carries them, under credit, into a container on B, which counts them.
using System.Text;
using ActorEngine.Client;
using ActorEngine.Contracts;
using ActorEngine.Samples;
using Akka.Actor;

await using var sample = new SampleSystem(args[0], args[2], args[3], args[4]);
await using var a = sample.Connect(args[0]);
await using var b = sample.Connect(args[1]);
string lines = args.Length > 5 ? args[5] : "100000";

var sink = await b.CreateAsync(new ContainerSettings { Image = new("busybox"), Command = ["wc", "-l"], OpenStdin = true, StdinOnce = true });
await using var into = await sink.AttachAsync();
await sink.StartAsync();
var source = await a.RunAsync(new ContainerSettings { Image = new("busybox"), Command = ["seq", "1", lines] });

var carried = new TaskCompletionSource<long>();
var relay = sample.Actors.ActorOf(Props.Create(() => new RelayActor(into, carried)), "relay");
source.StreamTo(relay, new ReadLogs(source.Reference) { Follow = true });
long bytes = await carried.Task;
string counted = Encoding.ASCII.GetString(await into.ReadToEndAsync()).Trim();
Console.WriteLine($"bytes: {bytes}, lines counted: {counted}, exit: {(await sink.WaitAsync()).Code}");
await source.RemoveAsync(force: true);
await sink.RemoveAsync(force: true);
