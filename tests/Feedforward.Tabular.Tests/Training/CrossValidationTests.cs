using System.Collections.Concurrent;

namespace Feedforward.Tabular.Tests.Training;

/// <summary>Folds that several processes share, or that are kept: threads stand for the processes, and every result is compared with that of one that did all by itself.</summary>
public sealed class CrossValidationTests : IDisposable
{
    private const int Folds = 5;

    private static readonly Lazy<string> s_alone = new(() => ExactText.Of(TabularTrainer.CrossValidate(Trained.Table(), Options(), Folds)));

    private readonly TestFolder _temporary = new();
    private readonly ConcurrentQueue<string> _notices = [];
    private readonly ConcurrentQueue<(int Rank, int Fold, int Epoch)> _epochs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_temporary.Path, "run");

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task RanksGiveTheResultOfOneAndLeaveNothing(int size)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, size).Select(rank => RunAsync(() => CrossValidationFolder.Share(Folder, rank, size, Note, Cancellation), rank)));
        Assert.Equal(s_alone.Value, ExactText.Of(results[0]!));
        Assert.All(results.Skip(1), Assert.Null);
        Assert.Equal(Enumerable.Range(1, Folds), _epochs.Where(epoch => epoch.Epoch == 1).Select(epoch => epoch.Fold).Order());
        Assert.False(Directory.Exists(Folder));
    }

    /// <summary>The leader stays in its first fold until the other rank has died in its own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFoldThatIsLostIsDoneByAnother(bool isKept)
    {
        var lost = new TaskCompletionSource();
        var leader = RunAsync(() => Open(0), 0, _ => lost.Task.Wait(Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(() => Open(1), 1, epoch => Act(epoch.Epoch.Number == 4, () => throw new InvalidOperationException("dies"))));
        lost.SetResult();
        Assert.Equal(s_alone.Value, ExactText.Of((await leader)!));
        var fold = Assert.Single(_epochs.Where(epoch => epoch.Rank == 1).Select(epoch => epoch.Fold).Distinct());

        // Where its training was saved it goes on from there, else from the start.
        Assert.Equal(isKept, _epochs.First(epoch => epoch.Rank == 0 && epoch.Fold == fold).Epoch > 1);
        Assert.Equal(isKept, Directory.Exists(Folder));

        CrossValidationFolder Open(int rank) => isKept
            ? CrossValidationFolder.Keep(Kept(resume: false) with { EveryEpochs = 1 }, rank, 2, Cancellation)
            : CrossValidationFolder.Share(Folder, rank, 2, Note, Cancellation);
    }

    /// <summary>However long the fold would take in which another one is.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(100_000_000)]
    public async Task WhereTheLeaderIsLostTheOthersLeaveWhatNobodyKeeps(int epochs)
    {
        var options = Options() with { Epochs = epochs, Patience = int.MaxValue, Schedule = "constant" };
        var lost = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var leader = RunAsync(() => CrossValidationFolder.Share(Folder, 0, 2, Note, Cancellation), 0, epoch =>
        {
            begun.Task.Wait(Cancellation);
            throw new InvalidOperationException("dies");
        }, options: options);
        var other = RunAsync(() => CrossValidationFolder.Share(Folder, 1, 2, Note, Cancellation), 1, _ =>
        {
            begun.TrySetResult();
            lost.Task.Wait(Cancellation);
        }, options: options);
        await Assert.ThrowsAsync<InvalidOperationException>(() => leader);
        lost.SetResult();
        Assert.Null(await other);
        Assert.Single(_epochs.Where(epoch => epoch.Rank == 1).Select(epoch => epoch.Fold).Distinct());
        Assert.False(Directory.Exists(Folder));
    }

    /// <summary>The others do what is left, and the same call gathers it.</summary>
    [Fact]
    public async Task WhereTheLeaderIsLostKeptFoldsAreGatheredLater()
    {
        var begun = new TaskCompletionSource();
        var leader = RunAsync(() => CrossValidationFolder.Keep(Kept(resume: false), 0, 2, Cancellation), 0, epoch =>
        {
            begun.Task.Wait(Cancellation);
            throw new InvalidOperationException("dies");
        });
        var other = RunAsync(() => CrossValidationFolder.Keep(Kept(resume: false), 1, 2, Cancellation), 1, _ => begun.TrySetResult());
        await Assert.ThrowsAsync<InvalidOperationException>(() => leader);
        Assert.Null(await other);
        _epochs.Clear();
        Assert.Equal(s_alone.Value, ExactText.Of((await RunAsync(() => CrossValidationFolder.Keep(Kept(resume: true)), 0))!));
        Assert.Empty(_epochs);
        Assert.Contains("Folds 1, 2, 3, 4, 5 were finished before.", _notices);
        Assert.Equal(["cross-validation.json", .. Enumerable.Range(1, Folds).Select(fold => $"fold-{fold}.json")], Entries());
    }

    /// <summary>Interrupted in each of its folds in turn; whatever is finished or saved is not done again.</summary>
    [Fact]
    public async Task InterruptedAndBegunAgainItGivesTheSame()
    {
        for (var fold = 1; fold <= Folds; fold++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(
                () => CrossValidationFolder.Keep(Kept(resume: fold > 1), cancellation: stop.Token), 0, epoch => Act(epoch.Fold == fold && epoch.Epoch.Number == 7, stop.Cancel), stop.Token));
            Assert.Contains($"feedforward train --resume {Folder}", _notices.Last());
        }

        Assert.Equal(s_alone.Value, ExactText.Of((await RunAsync(() => CrossValidationFolder.Keep(Kept(resume: true)), 0))!));
        Assert.Equal(_epochs.Distinct().Count(), _epochs.Count);
    }

    [Fact]
    public async Task ADamagedFoldIsDoneAnewAndSaysSo()
    {
        await RunAsync(() => CrossValidationFolder.Keep(Kept(resume: false)), 0);
        var path = Path.Combine(Folder, "fold-2.json");
        var (whole, random) = (await File.ReadAllBytesAsync(path, Cancellation), new Random(5));
        for (var round = 0; round < 100; round++)
        {
            var damaged = round % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (round % 2 == 1)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            await File.WriteAllBytesAsync(path, damaged, Cancellation);
            Assert.Throws<ModelFileException>(() => FinishedFold.Read(path, string.Empty));
        }

        File.WriteAllText(Path.Combine(Folder, "cross-validation.json"), "{");
        _epochs.Clear();
        Assert.Equal(s_alone.Value, ExactText.Of((await RunAsync(() => CrossValidationFolder.Keep(Kept(resume: true)), 0))!));
        Assert.Equal(2, Assert.Single(_epochs.Select(epoch => epoch.Fold).Distinct()));
        Assert.Contains(_notices, notice => notice.Contains("fold-2.json' cannot be used: it is damaged", StringComparison.Ordinal) && notice.EndsWith("That fold is done anew.", StringComparison.Ordinal));
        Assert.Equal(whole, await File.ReadAllBytesAsync(path, Cancellation));
        Assert.NotNull(CrossValidationFolder.MetadataOf(Folder));
    }

    [Fact]
    public async Task OtherDataAndChoicesAreRefusedByName()
    {
        await RunAsync(() => CrossValidationFolder.Keep(Kept(resume: false)), 0);
        await Refuses("seed is 1 there and 2 here", Trained.Table(), Options() with { Seed = 2 }, Folds);
        await Refuses("epochs is 20 there and 21 here", Trained.Table(), Options() with { Epochs = 21 }, Folds);
        await Refuses("shards is 1 there and 2 here", Trained.Table(), Options() with { Shards = 2 }, Folds);
        await Refuses("held-out folds is 5 there and 4 here", Trained.Table(), Options(), 4);
        await Refuses("data is", CsvText.Table(Trained.Text.Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal)), Options(), Folds);

        async Task Refuses(string what, Table table, TabularOptions options, int folds)
        {
            using var folder = CrossValidationFolder.Keep(Kept(resume: true), cancellation: Cancellation);
            var fault = await Assert.ThrowsAsync<DataException>(() => Task.Run(() => TabularTrainer.CrossValidate(table, options, folds, folder, cancellationToken: Cancellation), Cancellation));
            Assert.Contains(what, fault.Message);
        }
    }

    [Fact]
    public async Task AFolderIsOfOneCrossValidation()
    {
        Contains("has no cross-validation to go on with", () => CrossValidationFolder.Keep(Kept(resume: true) with { MayBegin = false }));
        using (CrossValidationFolder.Keep(Kept(resume: false), cancellation: Cancellation))
        {
            Contains("Another cross-validation uses the folder", () => CrossValidationFolder.Keep(Kept(resume: false)));
        }

        Assert.False(Directory.Exists(Folder));
        await RunAsync(() => CrossValidationFolder.Keep(Kept(resume: false)), 0);
        Contains("folds of an earlier cross-validation", () => CrossValidationFolder.Keep(Kept(resume: false)));
        Contains("a training needs a folder of its own", () => Kept(resume: true).Check());

        var training = Kept(resume: false) with { Folder = Path.Combine(_temporary.Path, "training") };
        TabularTrainer.Fit(Trained.Table(), Options(), training, cancellationToken: Cancellation);
        Contains("a cross-validation needs a folder of its own", () => CrossValidationFolder.Keep(training with { Resume = true }));

        static void Contains(string what, Action refused) => Assert.Contains(what, Assert.Throws<DataException>(refused).Message);
    }

    [Fact]
    public async Task RanksThatDoNotDoTheSameAreToldSo()
    {
        var compared = new TaskCompletionSource();
        var leader = RunAsync(() => CrossValidationFolder.Share(Folder, 0, 2, Note, Cancellation), 0, _ => compared.Task.Wait(Cancellation));
        using (var folder = CrossValidationFolder.Share(Folder, 1, 2, Note, Cancellation))
        {
            var fault = Assert.Throws<DataException>(() => TabularTrainer.CrossValidate(Trained.Table(), Options() with { Seed = 9 }, Folds, folder, cancellationToken: Cancellation));
            Assert.Contains("other data or options than rank 0: seed is 1 there and 9 here", fault.Message);
        }

        compared.SetResult();
        Assert.Equal(s_alone.Value, ExactText.Of((await leader)!));
    }

    [Fact]
    public void ARankThatSeesNoOtherEndsWithAnError()
    {
        var fault = Assert.Throws<DataException>(() => CrossValidationFolder.Share(Folder, 1, 2, TimeSpan.Zero, Note, Cancellation));
        Assert.Contains("Nobody began the cross-validation", fault.Message);
        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AFoldThatDivergesEndsAllWithTheErrorOfOneProcess(int size)
    {
        var options = Options() with { Optimizer = "sgd", LearningRate = 1e30, Schedule = "constant" };
        var expected = Assert.Throws<DivergedException>(() => TabularTrainer.CrossValidate(Trained.Table(), options, Folds, cancellationToken: Cancellation));
        var runs = Enumerable.Range(0, size).Select(rank => RunAsync(() => CrossValidationFolder.Share(Folder, rank, size, Note, Cancellation), rank, options: options)).ToList();
        Assert.Equal(expected.Message, (await Assert.ThrowsAsync<DivergedException>(() => runs[0])).Message);
        Assert.All(await Task.WhenAll(runs.Skip(1)), Assert.Null);
        Assert.False(Directory.Exists(Folder));
    }

    /// <summary>Every kind of judgement, and numbers that JSON has no word for.</summary>
    private static void Act(bool isTime, Action act)
    {
        if (isTime)
        {
            act();
        }
    }

    private static TabularOptions Options() => Trained.Options("class", "amount") with { Epochs = 20 };

    private CheckpointOptions Kept(bool resume) => new() { Folder = Folder, Every = null, Resume = resume, MayBegin = true, Report = notice => Note(notice) };

    private void Note(Notice notice) => _notices.Enqueue(notice.Message);

    private Task<CrossValidationResult?> RunAsync(
        Func<CrossValidationFolder> open, int rank, Action<TabularEpoch>? act = null, CancellationToken? cancellation = null, TabularOptions? options = null) => Task.Factory.StartNew(
            () =>
            {
                using var folder = open();
                return TabularTrainer.CrossValidate(
                    Trained.Table(),
                    options ?? Options(),
                    Folds,
                    folder,
                    new Told<TabularEpoch>(epoch =>
                    {
                        _epochs.Enqueue((rank, epoch.Fold, epoch.Epoch.Number));
                        act?.Invoke(epoch);
                    }),
                    cancellation ?? Cancellation);
            },
            Cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private string[] Entries() => [.. Directory.GetFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
}
