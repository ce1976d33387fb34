using System.Globalization;

namespace Feedforward.Tabular;

/// <content>What the process of rank 0 does beside its folds.</content>
public sealed partial class CrossValidationFolder
{
    private void CheckBegin()
    {
        if (_checkpoints is null)
        {
            return;
        }

        if (CheckpointFolder.FilesOf(_path).Count > 0)
        {
            throw new DataException($"'{_path}' has checkpoints of a training; a cross-validation needs a folder of its own. Name another one.");
        }

        var isThere = CrossValidationHeader.IsIn(_path);
        if (isThere && !_checkpoints.Resume)
        {
            throw new DataException($"'{_path}' has folds of an earlier cross-validation. Go on with it with --resume {_path}, remove it, or name another folder.");
        }

        if (!isThere && _checkpoints is { Resume: true, MayBegin: false })
        {
            throw new DataException($"'{_path}' has no cross-validation to go on with.");
        }
    }

    private void Lead(OrderedDictionary<string, string> identity)
    {
        IReadOnlyDictionary<string, string>? there = null;
        try
        {
            there = CrossValidationHeader.Read(_path);
        }
        catch (ModelFileException fault)
        {
            Say($"{fault.Message} It is written anew; each finished fold says of which cross-validation it is.");
        }

        if (there is null)
        {
            CrossValidationHeader.Write(_path, identity.Concat(_checkpoints?.Metadata ?? new Dictionary<string, string>()));
        }
        else if (TrainingIdentity.Differences(there, identity) is { Count: > 0 } differences)
        {
            throw new DataException(
                $"'{_path}' has folds of another cross-validation: {Texts(differences)}. Repeat the earlier choices with the same rows, or name another folder.");
        }

        var known = FoldFiles().Select(file => Path.GetFileNameWithoutExtension(file)[FoldName.Length..])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(fold => fold > 0 && Find(fold) is not null).Order().ToList();
        if (known.Count > 0)
        {
            Say(known.Count == 1 ? $"Fold {Text(known[0])} was finished before." : $"Folds {string.Join(", ", known.Select(Text))} were finished before.");
        }

        foreach (var fold in known)
        {
            DeleteFolder(Path.Combine(_path, NameOf(fold)));
        }

        _ready = _claims.Claim(Ready);
    }

    /// <summary>Lets go of what processes left that are gone.</summary>
    private void RemoveLeftovers()
    {
        foreach (var arrival in Directory.EnumerateFiles(_claimed, ArrivalName + "*"))
        {
            // One that comes in this very moment has it, or makes it anew.
            using var free = _claims.Claim(Path.GetFileName(arrival));
            if (free is not null)
            {
                File.Delete(arrival);
            }
        }

        if (_checkpoints is null)
        {
            RemoveFolds();
        }

        foreach (var unfinished in (string[])[.. Directory.EnumerateFiles(_path, $"{FoldName}*.tmp"), .. Directory.EnumerateFiles(_path, $"{CrossValidationHeader.Name}*.tmp")])
        {
            File.Delete(unfinished);
        }
    }

    private void RemoveFolds()
    {
        try
        {
            foreach (var file in (string[])[.. FoldFiles(), Path.Combine(_path, CrossValidationHeader.Name)])
            {
                File.Delete(file);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Another process was faster.
        }
    }

    private IEnumerable<string> FoldFiles() => Directory.EnumerateFiles(_path, $"{FoldName}*{FileEnd}");

    private bool HaveNotAllCome() => Enumerable.Range(1, Math.Max(0, _size - 1)).Any(rank => !File.Exists(Path.Combine(_claimed, ArrivalOf(rank))));
}
