using ActorEngine.Kernel.Native;

// Does with actors what has to work in a natively compiled program, and prints what came of it.
string directory = Directory.CreateTempSubdirectory("kernel-native").FullName;
try
{
    await Actors.RunAsync();
    await Journal.RunAsync(Path.Combine(directory, "journal.db"));
    await Remoting.RunAsync();
}
finally
{
    Directory.Delete(directory, recursive: true);
}
