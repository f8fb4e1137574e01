using System.Reflection;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Sql.Common.Journal;
using Akka.Persistence.Sqlite;
using Akka.Remote;
using Akka.TestKit;

namespace ActorEngine.Kernel.Tests.PublicApi;

/// <summary>
/// The listings under listing/ hold what the kernel claims of the API of Akka.NET, one signature a line. With the kernel they are its public
/// surface, no more and no less; with the packages every line holds for them. ACTORENGINE_GOLDEN=write rewrites a listing from the
/// kernel; with the packages it strikes out what they do not have.
/// </summary>
public sealed class SignatureListingTests
{
    public static TheoryData<string> Listings =>
        new("Akka", "Akka.Persistence", "Akka.Persistence.Sqlite", "Akka.Remote", "Akka.TestKit", "Akka.TestKit.Xunit2");

    [Theory, MemberData(nameof(Listings))]
    public void What_is_claimed_is_there(string listing)
    {
        string[] claimed = Read(listing);
        var holding = new Signatures(AssembliesOf(listing)).Holding().ToHashSet(StringComparer.Ordinal);
        if (Checkout.Rewrite)
        {
            if (!Checkout.IsKernel) Write(listing, claimed.Where(holding.Contains));
            return;
        }

        Assert.Equal([], claimed.Where(line => !holding.Contains(line)));
    }

    [Theory, MemberData(nameof(Listings))]
    public void Nothing_public_in_the_kernel_goes_beyond_what_is_claimed(string listing)
    {
        string[] own = [.. new Signatures(AssembliesOf(listing)).Own().Distinct().Order(StringComparer.Ordinal)];
        if (Checkout.Rewrite && Checkout.IsKernel) Write(listing, own);
        string[] claimed = Read(listing);
        if (Checkout.IsKernel) Assert.Equal([], own.Except(claimed));
        else Assert.Empty(claimed.Except(new Signatures(AssembliesOf(listing)).Holding()));
    }

    /// <summary>What the packages put into the common part of their SQL plugins is in the kernel's only plugin itself.</summary>
    private static Assembly[] AssembliesOf(string listing) => listing switch
    {
        "Akka" => [typeof(ActorSystem).Assembly],
        "Akka.Persistence" => [typeof(Eventsourced).Assembly],
        "Akka.Persistence.Sqlite" => [.. new[] { typeof(SqlitePersistence).Assembly, typeof(ITimestampProvider).Assembly }.Distinct()],
        "Akka.Remote" => [typeof(IRemoteActorRefProvider).Assembly],
        "Akka.TestKit" => [typeof(TestKitBase).Assembly],
        "Akka.TestKit.Xunit2" => [typeof(Akka.TestKit.Xunit2.TestKit).Assembly],
        _ => throw new ArgumentOutOfRangeException(nameof(listing)),
    };

    private static string[] Read(string listing) => File.ReadAllLines(PathOf(listing));

    private static void Write(string listing, IEnumerable<string> lines) => File.WriteAllLines(PathOf(listing), lines);

    private static string PathOf(string listing) => Checkout.PathOf($"PublicApi/listing/{listing}.txt");
}
