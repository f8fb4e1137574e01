namespace ActorEngine.Builder.Tests;

public sealed class LeaseFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lease-").FullName;

    private string File => Path.Combine(folder, "lease");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_daemon_that_ended_well_leaves_its_lease_to_the_next()
    {
        LeaseFile first = LeaseFile.Open(File);
        first.Close();
        LeaseFile second = LeaseFile.Open(File);
        Assert.Equal(first.Name, second.Name);
        Assert.Empty(second.Before);
    }

    [Fact]
    public void After_a_kill_there_is_a_new_lease_and_the_old_one_is_known_until_it_is_dropped()
    {
        LeaseFile killed = LeaseFile.Open(File);
        LeaseFile again = LeaseFile.Open(File);
        Assert.NotEqual(killed.Name, again.Name);
        Assert.Equal([killed.Name], again.Before);
        LeaseFile third = LeaseFile.Open(File);
        Assert.Equal([killed.Name, again.Name], third.Before);
        third.Forget();
        third.Close();
        Assert.Empty(LeaseFile.Open(File).Before);
    }
}
