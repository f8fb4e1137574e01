// A queue of short containers: JobQueue ADDRESS CERTIFICATE KEY AUTHORITY [JOBS=1000] [AT ONCE=8]
using ActorEngine.Samples;
using Akka.Actor;

await using var sample = new SampleSystem(args[0], args[1], args[2], args[3]);
await using var engine = sample.Connect(args[0]);
int jobs = args.Length > 4 ? int.Parse(args[4]) : 1000, atOnce = args.Length > 5 ? int.Parse(args[5]) : 8;
var result = new TaskCompletionSource<Tally>();
sample.Actors.ActorOf(Props.Create(() => new JobQueueActor(engine, jobs, atOnce, result)), "jobs");
var tally = await result.Task;
Console.WriteLine($"jobs: {jobs}, succeeded: {tally.Succeeded}, failed: {tally.Failed}, most at once: {tally.MostAtOnce}");
